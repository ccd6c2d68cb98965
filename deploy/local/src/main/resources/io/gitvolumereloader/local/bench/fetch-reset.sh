# One working tree, brought up to date where it is; $1 is its root.
root=$1

sync() {
  [ -d "$root/.git" ] || prepare || return
  cd "$root" &&
    git fetch --depth 1 "$1" main &&
    git reset --hard FETCH_HEAD --
}

prepare() {
  git init --quiet "$root" && git -C "$root" config gc.autoDetach false
}

tidy() {
  :
}

