"""From a study to the values a measure has on it, without each person, and under chance."""
