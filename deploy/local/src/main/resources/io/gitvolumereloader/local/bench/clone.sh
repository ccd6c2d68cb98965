# A clone of one commit; $1 is the folder.
root=$1

sync() {
  git clone --quiet --depth 1 --branch main "$1" "$root"
}

