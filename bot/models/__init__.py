"""Language models behind narrow protocols; none is used before a setting names one."""
