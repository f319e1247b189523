"""What the AWS command line's own files say: keys, region and endpoint of a profile."""

from __future__ import annotations

import configparser
import os
from pathlib import Path

_KEYS = {
    "aws_access_key_id": "access_key_id",
    "aws_secret_access_key": "secret_access_key",
    "aws_session_token": "session_token",
    "region": "region",
    "endpoint_url": "endpoint",
}
"""Keys of the files, and what the library calls them."""
_ELSEWHERE = ("sso_session", "sso_start_url", "role_arn", "credential_process")
"""What makes a profile one whose keys must be asked for."""


class ProfileError(Exception):
    """A profile that cannot be used, with a sentence that says what to do."""


def stored_settings() -> dict[str, str]:
    """Settings out of ~/.aws, without those that the environment says: it comes first.

    Raises ProfileError for a profile that is not there, or whose keys are to be had from another program.
    """
    name = os.environ.get("AWS_PROFILE") or os.environ.get("AWS_DEFAULT_PROFILE") or "default"
    found = _section("AWS_CONFIG_FILE", "config", name if name == "default" else f"profile {name}")
    found |= _section("AWS_SHARED_CREDENTIALS_FILE", "credentials", name)
    if not found and name != "default":
        raise ProfileError(f"AWS_PROFILE is {name}, and no such profile is in ~/.aws/credentials or ~/.aws/config.")
    settings = {ours: found[theirs] for theirs, ours in _KEYS.items() if theirs in found}
    if "AWS_ACCESS_KEY_ID" in os.environ:
        for key in ("access_key_id", "secret_access_key", "session_token"):
            settings.pop(key, None)
    elif "access_key_id" not in settings and any(key in found for key in _ELSEWHERE):
        raise ProfileError(
            f"The keys of the AWS profile {name} must be asked for. Do so first: "
            f'eval "$(aws configure export-credentials --profile {name} --format env)"'
        )
    if "AWS_REGION" in os.environ or "AWS_DEFAULT_REGION" in os.environ:
        settings.pop("region", None)
    if endpoint := os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL"):
        settings["endpoint"] = endpoint
    return settings


def _section(variable: str, file: str, section: str) -> dict[str, str]:
    path = Path(os.environ.get(variable) or Path.home() / ".aws" / file).expanduser()
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read(path, "utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise ProfileError(f"{path} cannot be read: it is no file of AWS profiles.") from error
    return dict(parser[section]) if parser.has_section(section) else {}
