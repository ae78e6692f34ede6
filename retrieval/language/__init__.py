"""Swedish and English as they are searched: words, stems, compounds, n-grams, and the lexicon."""
