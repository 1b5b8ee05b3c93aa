"""The oracle: answers questions from depth, instance ids and intrinsics alone, then is graded.

It shares no code with what draws worlds, works out truths or puts questions into words. What it is given of a
question is an `Exam` (`exam.py`), which has no field that could tell the answer; `grading.py` alone sees
both.
"""
