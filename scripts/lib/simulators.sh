# Sourced by scripts/setup: other people's simulators of massagers, in an environment of
# their own, for tests/simulators/.
#
# A newer one: change its version here and run scripts/setup --with-simulators.

simulators=(
  # The stable python-miio has no simulator.
  python-miio==0.6.0.dev0
  # Brings the tinytuya that it goes with.
  tuyamock==0.0.6
)

# install_simulators: after environment.sh has been sourced.
install_simulators() {
  install_environment .venv-simulators tests/simulators/requirements.txt \
    --with-simulators "${simulators[@]}"
}
