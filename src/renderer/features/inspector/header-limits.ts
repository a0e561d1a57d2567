// What a ticket makes of an HTTP request's header, and how much servers take as they are delivered.

/** Octets that the AP-REQ with its authenticator, and the frames of GSS-API and SPNEGO, put around a ticket; roughly. */
const AROUND_TICKET = 450;
const FIELD = 'Authorization: Negotiate '.length;

/** RFC 4559: the token in base64. */
export function headerBytes(ticketBytes: number): number {
  return FIELD + 4 * Math.ceil((ticketBytes + AROUND_TICKET) / 3);
}

export interface HeaderLimit {
  readonly server: string;
  readonly setting: string;
  readonly bytes: number;
  /** Of the token itself, before base64. */
  readonly ofToken?: true;
}

export const headerLimits: readonly HeaderLimit[] = [
  // httpd.apache.org/docs/2.4/mod/core.html#limitrequestfieldsize
  { server: 'Apache', setting: 'LimitRequestFieldSize', bytes: 8_190 },
  // nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers
  { server: 'nginx', setting: 'large_client_header_buffers', bytes: 8_192 },
  // tomcat.apache.org/tomcat-10.1-doc/config/http.html
  { server: 'Tomcat', setting: 'maxHttpHeaderSize', bytes: 8_192 },
  // learn.microsoft.com: Http.sys registry settings for Windows
  { server: 'IIS', setting: 'MaxFieldLength', bytes: 16_384 },
  // nodejs.org/api/cli.html#--max-http-header-sizesize
  { server: 'Node.js', setting: 'max-http-header-size', bytes: 16_384 },
  // learn.microsoft.com: Kerberos authentication problems if a user belongs to many groups
  { server: 'Windows', setting: 'MaxTokenSize', bytes: 48_000, ofToken: true },
];

export function tokenBytes(ticketBytes: number): number {
  return ticketBytes + AROUND_TICKET;
}
