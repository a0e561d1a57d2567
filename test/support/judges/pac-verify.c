/*
 * MIT libkrb5 as the judge of a PAC:   pac-verify KEYTAB CCACHE SERVER [KRBTGT_KEYTAB]
 * Takes SERVER's ticket out of CCACHE, opens it with the service's key out of KEYTAB and verifies the PAC's server
 * signature and client name (krb5_pac_verify); with the krbtgt's key also the KDC and the ticket signature
 * (krb5_kdc_verify_ticket). Prints lines of "name value"; exit 0 only if everything asked for verifies.
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

static void print_hex(const char *name, const krb5_data *data)
{
    unsigned int i;

    printf("%s ", name);
    for (i = 0; i < data->length; i++)
        printf("%02x", (unsigned char)data->data[i]);
    putchar('\n');
}

static krb5_keytab_entry find_key(const char *file, krb5_const_principal principal, krb5_enctype enctype)
{
    krb5_keytab keytab;
    krb5_keytab_entry entry;

    check(krb5_kt_resolve(context, file, &keytab), "resolve keytab");
    check(krb5_kt_get_entry(context, keytab, principal, 0, enctype, &entry), "find key");
    return entry;
}

/* Samba exports the krbtgt's keys under its account name, so the keytab's first entry is taken as it stands. */
static krb5_keytab_entry first_key(const char *file)
{
    krb5_keytab keytab;
    krb5_kt_cursor cursor;
    krb5_keytab_entry entry;

    check(krb5_kt_resolve(context, file, &keytab), "resolve keytab");
    check(krb5_kt_start_seq_get(context, keytab, &cursor), "open keytab");
    check(krb5_kt_next_entry(context, keytab, &entry, &cursor), "read keytab");
    check(krb5_kt_end_seq_get(context, keytab, &cursor), "close keytab");
    return entry;
}

int main(int argc, char **argv)
{
    krb5_ccache ccache;
    krb5_keytab keytab;
    krb5_creds wanted, found;
    krb5_ticket *ticket;
    krb5_enc_tkt_part *part;
    krb5_keytab_entry server_key;
    krb5_authdata **authdata;
    krb5_data plain, bytes;
    krb5_pac pac;
    krb5_ui_4 *types;
    size_t count, i;
    char *name;

    if (argc < 4 || argc > 5)
        return 2;
    check(krb5_init_context(&context), "start");
    memset(&wanted, 0, sizeof wanted);
    check(krb5_cc_resolve(context, argv[2], &ccache), "resolve cache");
    check(krb5_cc_get_principal(context, ccache, &wanted.client), "cache principal");
    check(krb5_parse_name(context, argv[3], &wanted.server), "parse server");
    check(krb5_cc_retrieve_cred(context, ccache, 0, &wanted, &found), "find ticket");
    check(krb5_decode_ticket(&found.ticket, &ticket), "decode ticket");
    server_key = find_key(argv[1], ticket->server, ticket->enc_part.enctype);

    plain.length = ticket->enc_part.ciphertext.length;
    plain.data = malloc(plain.length);
    check(krb5_c_decrypt(context, &server_key.key, KRB5_KEYUSAGE_KDC_REP_TICKET, NULL, &ticket->enc_part, &plain),
          "open ticket");
    print_hex("enc-ticket-part", &plain);
    check(krb5_kt_resolve(context, argv[1], &keytab), "resolve keytab");
    check(krb5_server_decrypt_ticket_keytab(context, keytab, ticket), "decode ticket's enc-part");
    part = ticket->enc_part2;
    check(krb5_unparse_name(context, part->client, &name), "print client");
    printf("client %s\nflags %08x\nauthtime %u\netype %d\nkey-etype %d\n", name, part->flags,
           (unsigned int)part->times.authtime, ticket->enc_part.enctype, part->session->enctype);

    check(krb5_find_authdata(context, part->authorization_data, NULL, KRB5_AUTHDATA_WIN2K_PAC, &authdata),
          "find PAC");
    if (authdata == NULL || authdata[0] == NULL) {
        puts("pac none");
        return 3;
    }
    bytes.length = authdata[0]->length;
    bytes.data = (char *)authdata[0]->contents;
    print_hex("pac", &bytes);
    check(krb5_pac_parse(context, bytes.data, bytes.length, &pac), "parse PAC");
    check(krb5_pac_get_types(context, pac, &count, &types), "list buffers");
    printf("buffers");
    for (i = 0; i < count; i++)
        printf(" %u", types[i]);
    putchar('\n');
    check(krb5_pac_verify(context, pac, part->times.authtime, part->client, &server_key.key, NULL),
          "server signature");
    puts("verified server");

    if (argc == 5) {
        krb5_keytab_entry kdc_key;
        krb5_pac again;

        kdc_key = first_key(argv[4]);
        check(krb5_pac_verify(context, pac, part->times.authtime, part->client, &server_key.key, &kdc_key.key),
              "KDC signature");
        puts("verified kdc");
        check(krb5_kdc_verify_ticket(context, part, ticket->server, &server_key.key, &kdc_key.key, &again),
              "ticket signature");
        puts("verified ticket");
    }
    return 0;
}
