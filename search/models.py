"""The index that families search: the folded texts of each record, a row for each language."""

from django.db import models


class Entry(models.Model):
    """What a record says to readers of a language, folded.

    `kind` is the name of one of `search.kinds`. `language` is "" for records without translated
    words. `text` has the title on its first line and each other text on a line; behind an empty
    line follow, in the same way, the texts that are shown in English. Whether families may see the
    record is not stored: whoever reads the index asks that of the records.
    """

    kind = models.CharField(max_length=16)
    object_id = models.BigIntegerField()
    district_key = models.BigIntegerField()
    language = models.CharField(max_length=16, blank=True)
    text = models.TextField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="entry_once"),
        ]
        indexes = [models.Index(fields=["district_key", "language"], name="entry_of_district")]

    def __str__(self) -> str:
        return self.text
