"""The register of funding: supports, grants, programmes and funds, and projects that were granted money."""
