#!/bin/bash
# shoot.sh TERMINAL 'COMMAND' OUT.png [KEY...]
#
# Runs COMMAND in a terminal under an X server of its own, presses keys (names of xdotool), and
# takes a picture. TERMINAL: xterm xfce4-terminal konsole mlterm kitty alacritty foot pterm, each
# also inside tmux: xterm+tmux. COLS, ROWS, FONT, FONTSIZE, SCREEN change what their names say.
#
# Debian: xvfb xdotool imagemagick x11-utils xterm xfce4-terminal konsole mlterm kitty alacritty foot
# weston pterm tmux dbus-x11 libgl1-mesa-dri fonts-dejavu-core fonts-noto-core fonts-lohit-deva
set -u
[ $# -ge 3 ] || { sed -n 2,11p "$0"; exit 2; }
spec=$1 command=$2 out=$3
shift 3
terminal=${spec%%+*}
cols=${COLS:-120} rows=${ROWS:-40} font=${FONT:-DejaVu Sans Mono} size=${FONTSIZE:-11}
work=$(mktemp -d)
pids=()
finish() {
  tmux -S "$work/tmux" kill-server 2>/dev/null
  # Each was started in a session of its own: its helpers end with it.
  for pid in "${pids[@]}"; do kill -TERM -- "-$pid" 2>/dev/null; done
  sleep 0.3
  for pid in "${pids[@]}"; do kill -KILL -- "-$pid" 2>/dev/null; done
  rm -rf "$work"
}
trap finish EXIT
start() { setsid "$@" >>"$work/log" 2>&1 & pids+=($!); }

mkfifo "$work/display"
exec 7<>"$work/display"
start Xvfb -displayfd 7 -screen 0 "${SCREEN:-1300x1000}x24" -nolisten tcp +extension GLX
read -r -t 15 -u 7 display || { cat "$work/log" >&2; exit 1; }
exec 7>&-
unset WAYLAND_DISPLAY TMUX STY VTE_VERSION KONSOLE_VERSION KITTY_WINDOW_ID TERM_PROGRAM
export DISPLAY=:$display HOME=$work/home XDG_RUNTIME_DIR=$work/run LANG=C.UTF-8 LC_ALL=C.UTF-8
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share
export LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 GDK_BACKEND=x11 QT_QPA_PLATFORM=xcb
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME/konsole" "$XDG_RUNTIME_DIR" "$HOME/.mlterm"
chmod 700 "$XDG_RUNTIME_DIR"

printf '#!/bin/bash\n%s\nsleep 600\n' "$command" > "$work/run.sh"
run=$work/run.sh
if [[ $spec == *+tmux ]]; then
  printf '#!/bin/bash\nexec tmux -u -S %s -f /dev/null new-session -x %s -y %s %s\n' \
    "$work/tmux" "$cols" "$rows" "$work/run.sh" > "$work/tmux.sh"
  run=$work/tmux.sh
fi
chmod +x "$work"/*.sh

case $terminal in
  xterm) start xterm -u8 -bg black -fg white -geometry "${cols}x$rows+0+0" -fa "$font" -fs "$size" -e "$run" ;;
  xfce4-terminal) start dbus-run-session -- xfce4-terminal --disable-server --hide-menubar \
    --hide-scrollbar --geometry="${cols}x$rows+0+0" --font="$font $size" -x "$run" ;;
  konsole)
    printf '[Appearance]\nFont=%s,%s\n[General]\nName=Picture\nParent=FALLBACK/\nTerminalColumns=%s\nTerminalRows=%s\n' \
      "$font" "$size" "$cols" "$rows" > "$XDG_DATA_HOME/konsole/Picture.profile"
    printf '[MainWindow]\nMenuBar=Disabled\n[KonsoleWindow]\nRememberWindowSize=false\n' > "$XDG_CONFIG_HOME/konsolerc"
    start dbus-run-session -- konsole --separate --hide-menubar --hide-tabbar --profile Picture -e "$run" ;;
  mlterm)
    # mlterm looks into no other font unless it is told which.
    printf '%s=%s\n' ISO10646_UCS4_1 "$font" DEFAULT "$font" U+0590-05FF 'DejaVu Sans' \
      U+0679-06D5 'Noto Sans Arabic' U+FB66-FBFF 'Noto Sans Arabic' U+0900-097F 'Lohit Devanagari' \
      > "$HOME/.mlterm/aafont"
    start mlterm -A=true -E utf8 -w $((size + 5)) -b black -f white -g "${cols}x$rows+0+0" -s=false -e "$run" ;;
  kitty) start kitty -o "font_family=$font" -o "font_size=$size" -o remember_window_size=no \
    -o "initial_window_width=${cols}c" -o "initial_window_height=${rows}c" -o update_check_interval=0 "$run" ;;
  alacritty)
    printf 'window:\n  dimensions: {columns: %s, lines: %s}\nfont:\n  normal: {family: "%s"}\n  size: %s\n' \
      "$cols" "$rows" "$font" "$size" > "$work/alacritty.yml"
    start alacritty --config-file "$work/alacritty.yml" -e "$run" ;;
  foot)
    # The shell gives foot the whole screen: of the size that this font's cells have at 96 dpi.
    start weston --backend=x11-backend.so --use-pixman --width=$((cols * size * 8 / 10 + 5)) \
      --height=$((rows * size * 17 / 10 + 5)) \
      --no-config --shell=kiosk-shell.so --socket=picture --idle-time=0
    for _ in $(seq 100); do [ -S "$XDG_RUNTIME_DIR/picture" ] && break; sleep 0.1; done
    export WAYLAND_DISPLAY=picture
    printf '[main]\nfont=%s:size=%s\ninitial-window-size-chars=%sx%s\n' "$font" "$size" "$cols" "$rows" > "$work/foot.ini"
    start foot -c "$work/foot.ini" "$run" ;;
  pterm) start pterm -geometry "${cols}x$rows+0+0" -fn "client:$font $size" -cs UTF-8 -e "$run" ;;
  *) echo "unknown terminal: $terminal" >&2; exit 2 ;;
esac

# The biggest window is the terminal's; wait for it, then for a picture that stands still.
window=
for _ in $(seq 150); do
  window=$(xdotool search --onlyvisible --name '.*' 2>/dev/null | while read -r id; do
    # A window that has gone meanwhile has no size.
    WIDTH=0 HEIGHT=0; eval "$(xdotool getwindowgeometry --shell "$id" 2>/dev/null)"
    echo "$((WIDTH * HEIGHT)) $id"
  done | sort -n | tail -1 | cut -d' ' -f2)
  [ -n "$window" ] && break
  sleep 0.1
done
[ -n "$window" ] || { echo "no window of $terminal" >&2; cat "$work/log" >&2; exit 1; }
xdotool windowmove "$window" 0 0 2>/dev/null
settle() {
  local before= now= same=0
  for _ in $(seq 60); do
    sleep 0.5
    import -silent -window root "$work/now.png" 2>/dev/null || continue
    # A window in which nothing has been drawn stands still too: text has many shades.
    [ "$(convert "$work/now.png" -format %k info:)" -gt 8 ] || continue
    now=$(convert "$work/now.png" rgb:- | md5sum)
    if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
    before=$now
    [ $same -ge 5 ] && return
  done
}
settle
if [ $# -gt 0 ]; then
  xdotool mousemove --window "$window" 20 60 windowfocus "$window" 2>/dev/null
  for key in "$@"; do xdotool key --clearmodifiers "$key"; sleep 0.2; done
  settle
fi
convert "$work/now.png" -trim +repage "$out"
