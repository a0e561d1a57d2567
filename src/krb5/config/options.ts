// Which options of krb5.conf(5) concern a client, and which of those the engine honours. What a file says beyond that
// is shown as a warning, so that no setting seems to work that does not.

/** Honoured in [libdefaults]; the first group also in [libdefaults] REALM = { … }. */
export const REALM_LIBDEFAULTS = [
  'canonicalize',
  'forwardable',
  'noaddresses',
  'proxiable',
  'renew_lifetime',
  'ticket_lifetime',
] as const;

export const LIBDEFAULTS: readonly string[] = [
  ...REALM_LIBDEFAULTS,
  'allow_rc4',
  'allow_weak_crypto',
  'ccache_type',
  'clockskew',
  'default_ccache_name',
  'default_client_keytab_name',
  'default_keytab_name',
  'default_realm',
  'default_tgs_enctypes',
  'default_tkt_enctypes',
  'dns_canonicalize_hostname',
  'dns_fallback',
  'dns_lookup_kdc',
  'dns_lookup_realm',
  'extra_addresses',
  'kdc_default_options',
  'kdc_timesync',
  'permitted_enctypes',
  'qualify_shortname',
  'rdns',
  'realm_try_domains',
  'udp_preference_limit',
];

/** Change what MIT's client does, and are not honoured by the engine. `pkinit_*` belongs here too. */
export const LIBDEFAULTS_UNSUPPORTED: readonly string[] = [
  'allow_des3',
  'client_aware_channel_bindings',
  'dns_uri_lookup',
  'enforce_ok_as_delegate',
  'kcm_mach_service',
  'kcm_socket',
  'plugin_base_dir',
  'preferred_preauth_types',
  'request_timeout',
  'spake_preauth_groups',
];

/** For servers, log-in programs or other implementations: nothing to honour here. */
export const LIBDEFAULTS_ELSEWHERE: readonly string[] = [
  'ap_req_checksum_type',
  'default_rcache_name',
  'err_fmt',
  'fcc-mit-ticketflags',
  'ignore_acceptor_hostname',
  'k5login_authoritative',
  'k5login_directory',
  'kdc_req_checksum_type',
  'safe_checksum_type',
  'spake_preauth_kdc_challenge',
  'verify_ap_req_nofail',
];

export const REALM_OPTIONS: readonly string[] = ['admin_server', 'kdc', 'kpasswd_server'];

/** KDC proxies are not reached yet; no KDC is asked a second time because it is the primary one. */
export const REALM_UNSUPPORTED: readonly string[] = [
  'disable_encrypted_timestamp',
  'http_anchors',
  'master_kdc',
  'primary_kdc',
  'sitename',
];

export const REALM_ELSEWHERE: readonly string[] = [
  'auth_to_local',
  'auth_to_local_names',
  'default_domain',
  'v4_instance_convert',
  'v4_realm',
];

/** Sections of a client's profile that change what MIT's client does, and are not honoured. */
export const SECTIONS_UNSUPPORTED: readonly string[] = ['capaths', 'plugins'];
