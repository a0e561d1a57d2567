/*
 * MIT libkrb5 as the judge of changes to a cache:
 *   cc-edit remove CCACHE SERVER         krb5_cc_remove_cred of SERVER's ticket
 *   cc-edit config CCACHE KEY [VALUE]    krb5_cc_set_config; without VALUE the entry is removed
 *   cc-edit starts CCACHE SERVER         prints the start time of the ticket that krb5_cc_retrieve_cred takes
 */
#include <krb5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static krb5_context context;

static void check(krb5_error_code code, const char *what)
{
    if (code == 0)
        return;
    printf("failed %s: %s\n", what, krb5_get_error_message(context, code));
    exit(1);
}

static krb5_creds pattern(krb5_ccache cache, const char *server)
{
    krb5_creds match;

    memset(&match, 0, sizeof(match));
    check(krb5_cc_get_principal(context, cache, &match.client), "read the cache's principal");
    check(krb5_parse_name(context, server, &match.server), "parse the server's name");
    return match;
}

int main(int argc, char **argv)
{
    krb5_ccache cache;
    krb5_creds match, found;
    krb5_data value;

    if (argc < 4)
        return 2;
    check(krb5_init_context(&context), "start");
    check(krb5_cc_resolve(context, argv[2], &cache), "name the cache");
    if (strcmp(argv[1], "config") == 0) {
        value.magic = 0;
        value.data = argc > 4 ? argv[4] : NULL;
        value.length = argc > 4 ? strlen(argv[4]) : 0;
        check(krb5_cc_set_config(context, cache, NULL, argv[3], argc > 4 ? &value : NULL), "set the entry");
        return 0;
    }
    match = pattern(cache, argv[3]);
    if (strcmp(argv[1], "remove") == 0) {
        check(krb5_cc_remove_cred(context, cache, 0, &match), "remove the ticket");
        return 0;
    }
    check(krb5_cc_retrieve_cred(context, cache, 0, &match, &found), "find the ticket");
    printf("%u\n", (unsigned int)found.times.starttime);
    return 0;
}
