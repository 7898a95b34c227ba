"""Load `etom serve` with requests, and watch what that costs it."""
