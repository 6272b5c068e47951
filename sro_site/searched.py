"""The texts of “How this works” that families can find."""

from django.utils.translation import gettext_lazy

from search.kinds import Words, register_words
from sro_site.meanings import GLOSSARY

WORDS = gettext_lazy("What the words mean")

register_words(Words("how", f"#{word.anchor}", word.name, word.meaning, WORDS) for word in GLOSSARY)
