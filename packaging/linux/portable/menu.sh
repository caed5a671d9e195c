#!/bin/sh
# Puts Bilagsdrop into this user's menu and "Open with", or takes it out again: menu.sh add, or menu.sh remove.
set -eu
here=$(dirname "$(readlink -f "$0")")
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/bilagsdrop.desktop
icons=$data/icons/hicolor/scalable/apps

# In a desktop file's Exec these characters are escaped twice: as a string, and inside the quotes.
# shellcheck disable=SC2016  # sed, not the shell, reads the dollar sign
quoted() {
    printf '%s' "$1" | sed -e 's/\\/\\\\\\\\/g' -e 's/"/\\\\"/g' -e 's/`/\\\\`/g' -e 's/\$/\\\\$/g' -e 's/%/%%/g'
}

add() {
    mkdir -p "$data/applications" "$icons"
    cp "$here/bilagsdrop.svg" "$icons/bilagsdrop.svg"
    while IFS= read -r line; do
        case $line in
            # By way of "nice", which changes nothing: GLib finds no program in a folder with a percent sign.
            Exec=*) printf 'Exec=nice -n 0 "%s" %%F\n' "$(quoted "$here/bilagsdrop")" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$here/bilagsdrop.desktop" >"$entry"
}

case ${1-} in
    add) add ;;
    remove) rm -f "$entry" "$icons/bilagsdrop.svg" ;;
    *)
        echo "menu.sh add | menu.sh remove" >&2
        exit 2
        ;;
esac
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$data/applications" || true
fi
