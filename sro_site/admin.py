from django.contrib.admin import AdminSite


class HouseAdminSite(AdminSite):
    pass
