#!/bin/sh
# One of two database servers: one is the primary, the other one follows it (docs/operators.md).
#
#   server.sh create [OPTION…]  makes an empty database, once, on the server that begins as the primary
#   server.sh [OPTION…] serves; a server without data copies the other one first and follows it
#   server.sh promote   makes the server that follows the primary, once the other one is stopped
#   server.sh backup FOLDER        copies the database that is served into a new folder
#   server.sh restore FOLDER TIME  makes the data from that copy, as it was at a time since then
#
# Environment: PGDATA, a folder that need not exist; PEER, where the other server is
# ("host=database2 port=5432"); SECRETS, the folder with the password files; ARCHIVE, the folder for
# what has changed since the last backup; COPYING, further options of pg_basebackup, such as
# "--max-rate=50M". OPTION goes to PostgreSQL.
set -eu
umask 077
here=$(dirname "$0")
login="user=replication dbname=postgres connect_timeout=3 passfile=$SECRETS/replication.pgpass"
peer="$PEER $login"
self="host=127.0.0.1 port=${PGPORT:-5432} $login"

stop() {
    echo "$1" >&2
    exit 1
}

peer_is_primary() {
    test "$(psql "$peer" -XAtc "SELECT NOT pg_is_in_recovery()" 2>&1)" = t
}

password() {
    cut -d: -f5 "$SECRETS/$1.pgpass"
}

create() {
    test ! -e "$PGDATA" || stop "There is data in $PGDATA already. Nothing was changed."
    rm -rf "$PGDATA.new"
    # Without waiting for the disk: an empty database is made again if the power fails meanwhile.
    initdb --pgdata="$PGDATA.new" --username=postgres --encoding=UTF8 --lc-collate=C \
        --lc-ctype=C.UTF-8 --auth=reject --data-checksums --no-sync >/dev/null
    cat >"$PGDATA.new/pg_hba.conf" <<END
local all                  all         trust
host  sro                  sro         all   scram-sha-256
host  replication,postgres replication all   scram-sha-256
END
    postgres --single -D "$PGDATA.new" "$@" postgres >/dev/null <<END
CREATE ROLE sro LOGIN PASSWORD '$(password site)'
CREATE ROLE replication LOGIN REPLICATION PASSWORD '$(password replication)'
CREATE DATABASE sro OWNER sro
END
    mv "$PGDATA.new" "$PGDATA"
}

serve() {
    if [ ! -e "$PGDATA" ]; then
        until peer_is_primary; do
            echo "There is no data, and no primary at $PEER to copy it from. Trying again. (The first of all servers needs: server.sh create)" >&2
            sleep 1
        done
        rm -rf "$PGDATA.new"
        pg_basebackup --pgdata="$PGDATA.new" --dbname="$peer" --checkpoint=fast \
            --write-recovery-conf ${COPYING:-}
        mv "$PGDATA.new" "$PGDATA"
    elif [ ! -e "$PGDATA/standby.signal" ] && peer_is_primary; then
        stop "The other server, $PEER, is the primary now, so this one must not serve: what is saved here would be lost. Remove $PGDATA; then it follows the other one."
    fi
    exec postgres -D "$PGDATA" -c config_file="$here/server.conf" "$@"
}

promote() {
    if peer_is_primary; then
        stop "The other server, $PEER, is still the primary. Stop it first: there must never be two."
    fi
    exec pg_ctl promote --pgdata="$PGDATA" --wait
}

backup() {
    pg_basebackup --pgdata="$1" --dbname="$self" --checkpoint=fast ${COPYING:-}
}

restore() {
    test ! -e "$PGDATA" || stop "There is data in $PGDATA. Stop both servers and remove it first. Nothing was changed."
    rm -rf "$PGDATA.new"
    cp -R "$1" "$PGDATA.new"
    chmod 700 "$PGDATA.new"
    rm -f "$PGDATA.new/standby.signal"
    touch "$PGDATA.new/recovery.signal"
    postgres -D "$PGDATA.new" -c config_file="$here/server.conf" -c listen_addresses= \
        -c unix_socket_directories="$PGDATA.new" -c recovery_target_time="$2" \
        -c recovery_target_action=promote -c restore_command="cp '$ARCHIVE/%f' '%p'" &
    until test "$(psql --host="$PGDATA.new" --username=postgres -XAtc "SELECT pg_is_in_recovery()" 2>&1)" = f; do
        kill -0 $! 2>/dev/null || stop "It was not restored; the lines above say why. Is $2 later than the end of the backup, and before the end of the archive?"
        sleep 0.2
    done
    kill -INT $!
    wait $!
    mv "$PGDATA.new" "$PGDATA"
}

case "${1:-}" in
create | promote | backup | restore) "$@" ;;
*) serve "$@" ;;
esac
