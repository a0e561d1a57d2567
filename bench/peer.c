/*
 * libkrb5 as the peer of the benchmark: one context, no files but krb5.conf, commands on standard input, nanoseconds
 * on standard output.
 *   as                     AS exchange with the keytab, ticket kept in memory
 *   tgs                    TGS exchange with that ticket, answer thrown away
 *   s2k ETYPE COUNT        string-to-key with that iteration count
 *   seal ETYPE SIZE TIMES  encryption, per message     open ETYPE SIZE TIMES  decryption, per message
 */
#include <krb5.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static krb5_context context;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void check(krb5_error_code code, const char *what) {
  if (code == 0) return;
  fprintf(stderr, "%s: %s\n", what, krb5_get_error_message(context, code));
  exit(1);
}

/* The keys in memory, as our engine has them. */
static krb5_keytab keytab_in_memory(const char *name) {
  krb5_keytab file, memory;
  krb5_kt_cursor cursor;
  krb5_keytab_entry entry;
  check(krb5_kt_resolve(context, name, &file), "keytab");
  check(krb5_kt_resolve(context, "MEMORY:bench", &memory), "keytab");
  check(krb5_kt_start_seq_get(context, file, &cursor), "keytab");
  while (krb5_kt_next_entry(context, file, &entry, &cursor) == 0) {
    check(krb5_kt_add_entry(context, memory, &entry), "keytab");
    krb5_free_keytab_entry_contents(context, &entry);
  }
  check(krb5_kt_end_seq_get(context, file, &cursor), "keytab");
  krb5_kt_close(context, file);
  return memory;
}

static int64_t as_exchange(krb5_principal client, krb5_keytab keytab, krb5_ccache cache) {
  krb5_creds creds;
  memset(&creds, 0, sizeof creds);
  int64_t began = now();
  check(krb5_get_init_creds_keytab(context, &creds, client, keytab, 0, NULL, NULL), "AS");
  int64_t took = now() - began;
  check(krb5_cc_initialize(context, cache, client), "cache");
  check(krb5_cc_store_cred(context, cache, &creds), "cache");
  krb5_free_cred_contents(context, &creds);
  return took;
}

static int64_t tgs_exchange(krb5_principal client, krb5_principal service, krb5_ccache cache) {
  krb5_creds in, *out;
  memset(&in, 0, sizeof in);
  in.client = client;
  in.server = service;
  int64_t began = now();
  check(krb5_get_credentials(context, KRB5_GC_NO_STORE, cache, &in, &out), "TGS");
  int64_t took = now() - began;
  krb5_free_creds(context, out);
  return took;
}

static int64_t string_to_key(int etype, unsigned count) {
  unsigned char octets[4] = {count >> 24, count >> 16, count >> 8, count};
  krb5_data password = {0, 8, "password"}, salt = {0, 21, "ATHENA.MIT.EDUraeburn"}, params = {0, 4, (char *)octets};
  krb5_keyblock key;
  int64_t began = now();
  check(krb5_c_string_to_key_with_params(context, etype, &password, &salt, &params, &key), "string-to-key");
  int64_t took = now() - began;
  krb5_free_keyblock_contents(context, &key);
  return took;
}

static int64_t cipher(int etype, size_t size, int times, int open) {
  krb5_keyblock key;
  size_t sealed_size;
  check(krb5_c_make_random_key(context, etype, &key), "key");
  check(krb5_c_encrypt_length(context, etype, size, &sealed_size), "length");
  krb5_data plain = {0, size, calloc(1, size)};
  krb5_data opened = {0, sealed_size, malloc(sealed_size)};
  krb5_enc_data sealed = {0, etype, 0, {0, sealed_size, malloc(sealed_size)}};
  check(krb5_c_encrypt(context, &key, 3, NULL, &plain, &sealed), "encrypt");
  int64_t began = now();
  for (int i = 0; i < times; i++) {
    sealed.ciphertext.length = opened.length = sealed_size;
    if (open) check(krb5_c_decrypt(context, &key, 3, NULL, &sealed, &opened), "decrypt");
    else check(krb5_c_encrypt(context, &key, 3, NULL, &plain, &sealed), "encrypt");
  }
  int64_t took = (now() - began) / times;
  free(plain.data);
  free(opened.data);
  free(sealed.ciphertext.data);
  krb5_free_keyblock_contents(context, &key);
  return took;
}

int main(int argc, char **argv) {
  krb5_principal client = NULL, service = NULL;
  krb5_keytab keytab = NULL;
  krb5_ccache cache = NULL;
  char line[128];
  check(krb5_init_context(&context), "context");
  if (argc == 4) {
    check(krb5_parse_name(context, argv[1], &client), "client");
    keytab = keytab_in_memory(argv[2]);
    check(krb5_parse_name(context, argv[3], &service), "service");
    check(krb5_cc_resolve(context, "MEMORY:bench", &cache), "cache");
  }
  while (fgets(line, sizeof line, stdin) != NULL) {
    int etype, size, times;
    unsigned count;
    int64_t took;
    if (client != NULL && strcmp(line, "as\n") == 0) took = as_exchange(client, keytab, cache);
    else if (client != NULL && strcmp(line, "tgs\n") == 0) took = tgs_exchange(client, service, cache);
    else if (sscanf(line, "s2k %d %u", &etype, &count) == 2) took = string_to_key(etype, count);
    else if (sscanf(line, "seal %d %d %d", &etype, &size, &times) == 3) took = cipher(etype, size, times, 0);
    else if (sscanf(line, "open %d %d %d", &etype, &size, &times) == 3) took = cipher(etype, size, times, 1);
    else return 2;
    printf("%lld\n", (long long)took);
    fflush(stdout);
  }
  return 0;
}
