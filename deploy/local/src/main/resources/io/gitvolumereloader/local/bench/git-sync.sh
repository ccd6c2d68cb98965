# The Git commands by which git-sync brings a volume up to date; $1 is its root.
root=$1

sync() {
  [ -d "$root/.git" ] || prepare || return
  cd "$root" &&
    git fetch "$1" main --prune --no-auto-gc --depth 1 &&
    sha=$(git rev-parse 'FETCH_HEAD^{}') &&
    git worktree add --force --detach ".worktrees/$sha" "$sha" --no-checkout &&
    cd ".worktrees/$sha" &&
    git reset --hard "$sha" -- &&
    git fsck --no-progress --connectivity-only &&
    cd "$root" &&
    ln -s ".worktrees/$sha" link-new &&
    mv -T link-new current
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
  git worktree prune && git gc --quiet
}

