# The Git commands by which git-sync 4 brings a volume up to date, with its default settings but without submodules,
# which would add one more command; $1 is its root.
root=$1

sync() {
  if [ -d "$root/.git" ]; then check; else prepare; fi &&
    cd "$root" &&
    git fetch "$1" main --prune --no-auto-gc --depth 1 &&
    sha=$(git rev-parse 'FETCH_HEAD^{}') &&
    git reset --soft "$sha" -- &&
    git worktree add --force --detach ".worktrees/$sha" "$sha" --no-checkout &&
    cd ".worktrees/$sha" &&
    git reset --hard "$sha" -- &&
    cd "$root" &&
    ln -s ".worktrees/$sha" link-new &&
    mv -T link-new current
}

check() {
  git -C "$root" fsck --no-progress --connectivity-only
}

prepare() {
  git init --quiet "$root" &&
    git -C "$root" config gc.pruneExpire now &&
    git -C "$root" config gc.autoDetach false
}

tidy() {
  cd "$root" || return
  for tree in .worktrees/*; do
    [ "$tree" = ".worktrees/$sha" ] || rm -rf "$tree" || return
  done
  git worktree prune && git reflog expire --expire-unreachable=all --all && git gc --quiet
}

