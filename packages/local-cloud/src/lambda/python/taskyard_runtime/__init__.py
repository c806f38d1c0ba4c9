"""What runs inside the execution environment of a function with a Python runtime."""
