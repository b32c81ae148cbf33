"""The ledger as a TOML file."""
