"""Files brought in: mapping, preview, staging, commit, taking back, profiles and typed extra fields."""
