"""Django's settings for one person on one machine, where no server names its own; `connect` adds the dossiers."""

INSTALLED_APPS = ["amparo.store"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
