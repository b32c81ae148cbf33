"""Spreadsheets of LibreOffice and other OpenDocument programs: .ods."""
