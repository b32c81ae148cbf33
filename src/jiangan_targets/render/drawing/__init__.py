"""What every chart and table is drawn with: cells, scales, bars, markup."""
