"""Ledgers and statements: accounts, balances, income and spending."""
