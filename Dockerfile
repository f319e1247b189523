# syntax=docker/dockerfile:1
# devzone in a container. The records go to the volume /data:
#   docker build -t devzone .
#   docker run --rm -v "$PWD/data:/data" devzone crawl https://zone.example/ --output /data/zone
#
# Bases are named by tag; who needs the same bytes again pins them by digest (docker buildx imagetools inspect TAG).

FROM python:3.13-slim-trixie AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/devzone
COPY requirements.lock pyproject.toml README.md LICENSE ./
COPY devzone_crawler ./devzone_crawler
# The locked versions are constraints: what only tests need is not installed.
RUN sed -E 's/ *\\$//; /^ +--hash/d; /^ +#/d' requirements.lock > constraints.txt \
    && /opt/devzone/bin/pip install --constraint constraints.txt '.[export]' \
    && /opt/devzone/bin/pip uninstall --yes pip

FROM python:3.13-slim-trixie
RUN useradd --uid 10001 --user-group --create-home --shell /usr/sbin/nologin devzone \
    && install --directory --owner devzone --group devzone /data
COPY --from=build /opt/devzone /opt/devzone
ENV PATH=/opt/devzone/bin:$PATH PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
# Ctrl-C and `docker stop` end a crawl as on any terminal: the page in flight is remembered, nothing is lost.
STOPSIGNAL SIGINT
ENTRYPOINT ["devzone"]
CMD ["--help"]
