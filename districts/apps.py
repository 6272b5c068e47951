"""Districts, and who may do what where."""

from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    """Keeps the history of memberships."""

    name = "districts"

    def ready(self) -> None:
        """What somebody may do is listed in the history of their account."""
        from districts.models import Membership
        from publishing.account_history import follow

        follow(Membership, "user_id", "role", "district_id", "language")
