#!/usr/bin/python3
"""Writes built.json: PAC buffers that no KDC here issues, packed by the NDR binding of Samba 4.22 and read back by it.

Run with that version's Python packages in place (test/realms/samba422.sh says how they are laid over /usr):
    python3 test/vectors/pac/make-built.py > test/vectors/pac/built.json
Names, SIDs and hashes are made up.
"""
import json
import struct
import sys

from samba import compression
from samba.dcerpc import claims, krb5pac, lsa, samr, security
from samba.ndr import ndr_pack, ndr_unpack

DOMAIN = 'S-1-5-21-1004336348-1177238915-682003330'
OTHER = 'S-1-5-21-2000478354-1708537768-1957994488'
MEMBER = 7
RESOURCE = 0x20000007


# Claims -------------------------------------------------------------------------------------------------------------

def entry(claim_id, kind, values):
    made = claims.CLAIM_ENTRY()
    made.id = claim_id
    made.type = kind
    inner = {1: claims.CLAIM_INT64, 2: claims.CLAIM_UINT64, 3: claims.CLAIM_STRING, 6: claims.CLAIM_UINT64}[kind]()
    inner.value_count = len(values)
    inner.values = values
    made.values = inner
    return made


def claims_set(*arrays):
    made = claims.CLAIMS_SET()
    lists = []
    for source, entries in arrays:
        array = claims.CLAIMS_ARRAY()
        array.claims_source_type = source
        array.claims_count = len(entries)
        array.claim_entries = entries
        lists.append(array)
    made.claims_array_count = len(lists)
    made.claims_arrays = lists
    holder = claims.CLAIMS_SET_CTR()
    holder.claims = made
    whole = claims.CLAIMS_SET_NDR()
    whole.claims = holder
    return whole


def metadata(inner, compression_format):
    made = claims.CLAIMS_SET_METADATA()
    made.claims_set = inner
    made.compression_format = compression_format
    holder = claims.CLAIMS_SET_METADATA_CTR()
    holder.metadata = made
    whole = claims.CLAIMS_SET_METADATA_NDR()
    whole.claims = holder
    return ndr_pack(whole)


def metadata_around(data, compression_format, size):
    """By hand, for the formats that Samba does not write: [MS-ADTS] 2.2.18.8, serialized by [MS-RPCE] 2.2.6."""
    body = struct.pack('<IIIHHIHHII', 0x20000, len(data), 0x20004, compression_format, 0, size, 0, 0, 0, 0)
    body += struct.pack('<I', len(data)) + data
    body += bytes(-len(body) % 8)
    return bytes.fromhex('01100800cccccccc') + struct.pack('<II', len(body), 0) + body


def lznt1(data):
    """Chunks as [MS-XCA] 2.5 has them: matches of three octets and more, the nearest longest one."""
    out = b''
    for start in range(0, len(data), 4096):
        chunk = data[start:start + 4096]
        packed, at = b'', 0
        while at < len(chunk):
            flags, group = 0, b''
            for bit in range(8):
                if at >= len(chunk):
                    break
                bits = max(4, (at - 1).bit_length() if at > 0 else 0)
                best, where = 0, 0
                for back in range(1, min(at, 1 << bits) + 1):
                    n = 0
                    while n < (1 << (16 - bits)) + 2 and at + n < len(chunk) and chunk[at + n - back] == chunk[at + n]:
                        n += 1
                    if n > best:
                        best, where = n, back
                if best >= 3:
                    flags |= 1 << bit
                    group += struct.pack('<H', (where - 1) << (16 - bits) | (best - 3))
                    at += best
                else:
                    group += chunk[at:at + 1]
                    at += 1
            packed += bytes([flags]) + group
        if len(packed) < len(chunk):
            out += struct.pack('<H', 0xb000 | (len(packed) - 1)) + packed
        else:
            out += struct.pack('<H', 0x3000 | (len(chunk) - 1)) + chunk
    return out


def claims_read(whole):
    arrays = whole.claims.claims.claims_arrays
    return [{'source': a.claims_source_type,
             'claims': [{'id': e.id, 'type': e.type,
                         'values': [str(v) for v in e.values.values]} for e in a.claim_entries]} for a in arrays]


every_type = claims_set(
    (1, [entry('ad://ext/department:88d4cb7c', 3, ['Finanzen', 'Zürich', '𝔎erberos']),
         entry('ad://ext/clearance:1', 1, [-9223372036854775808, -1, 0, 9223372036854775807]),
         entry('ad://ext/objectClass:2', 2, [0, 655369, 18446744073709551615]),
         entry('ad://ext/enabled:3', 6, [1, 0]),
         entry('ad://ext/manager:4', 3, ['S-1-5-32-544', 'O:BAG:SYD:(A;;GA;;;WD)'])]),
    (2, [entry('cert://issuer', 3, ['CN=Test CA'])]))
one_string = claims_set((1, [entry('ad://ext/title', 3, ['x'])]))
many = claims_set((1, [entry('ad://ext/memo:%d' % i, 3, ['value %d of this claim, and once more: %d' % (j, i)
                                                        for j in range(12)]) for i in range(60)]))


def claims_vectors():
    for name, inner in (('every type', every_type), ('one string', one_string), ('sixty claims', many)):
        plain = ndr_pack(inner)
        read = claims_read(ndr_unpack(claims.CLAIMS_SET_NDR, plain))
        yield {'name': f'claims, {name}', 'kind': 'claims-read', 'readBySamba': read}
        forms = [('XPRESS', metadata_around(compression.plain_compress(plain), 3, len(plain))),
                 ('XPRESS Huffman', metadata_around(compression.huffman_compress(plain), 4, len(plain))),
                 ('LZNT1', metadata_around(lznt1(plain), 2, len(plain)))]
        # More than one block of XPRESS Huffman is 65,536 octets: too much to keep uncompressed.
        if len(plain) < 65536:
            forms.append(('uncompressed', metadata(inner, 0)))
            yield {'name': f'claims set alone, {name}', 'kind': 'claims-set', 'hex': plain.hex(), 'read': f'claims, {name}'}
        if len(plain) >= 384:
            forms.append(('XPRESS Huffman as Samba packs it', metadata(inner, 4)))
        for how, data in forms:
            yield {'name': f'client claims, {name}, {how}', 'kind': 'claims', 'hex': data.hex(),
                   'read': f'claims, {name}'}


# Device information, [MS-PAC] 2.12 ----------------------------------------------------------------------------------

def rids(*values):
    array = samr.RidWithAttributeArray()
    made = []
    for rid, attributes in values:
        one = samr.RidWithAttribute()
        one.rid, one.attributes = rid, attributes
        made.append(one)
    array.count, array.rids = len(made), made
    return array


def sid_attributes(sid, attributes):
    from samba.dcerpc import netlogon
    one = netlogon.netr_SidAttr()
    one.sid, one.attributes = security.dom_sid(sid), attributes
    return one


def device():
    info = krb5pac.PAC_DEVICE_INFO()
    info.rid, info.primary_gid, info.domain_sid = 1105, 515, security.dom_sid(DOMAIN)
    info.groups = rids((515, MEMBER), (1120, MEMBER))
    info.sids = [sid_attributes('S-1-18-1', MEMBER), sid_attributes('S-1-5-21-0-0-0-497', MEMBER)]
    info.sid_count = 2
    domain = krb5pac.PAC_DOMAIN_GROUP_MEMBERSHIP()
    domain.domain_sid, domain.groups = security.dom_sid(OTHER), rids((2110, RESOURCE), (2111, RESOURCE))
    second = krb5pac.PAC_DOMAIN_GROUP_MEMBERSHIP()
    second.domain_sid, second.groups = security.dom_sid(DOMAIN), rids((1130, RESOURCE))
    info.domain_groups, info.domain_group_count = [domain, second], 2
    holder = krb5pac.PAC_DEVICE_INFO_CTR()
    holder.info = info
    return holder


def groups_read(array):
    return [[g.rid, g.attributes] for g in array.rids or []]


def pac_with(kind, info):
    buffer = krb5pac.PAC_BUFFER()
    buffer.type, buffer.info = kind, info
    pac = krb5pac.PAC_DATA()
    pac.num_buffers, pac.version, pac.buffers = 1, 0, [buffer]
    return ndr_pack(pac)


def device_vectors():
    pac = pac_with(krb5pac.PAC_TYPE_DEVICE_INFO, device())
    info = ndr_unpack(krb5pac.PAC_DATA, pac).buffers[0].info.info
    read = {'userId': info.rid, 'primaryGroupId': info.primary_gid, 'accountDomainId': str(info.domain_sid),
            'accountGroupIds': groups_read(info.groups),
            'extraSids': [[str(s.sid), s.attributes] for s in info.sids],
            'domainGroups': [[str(d.domain_sid), groups_read(d.groups)] for d in info.domain_groups]}
    yield {'name': 'device information', 'kind': 'pac', 'hex': pac.hex(), 'readBySamba': read}


# Constrained delegation, [MS-PAC] 2.9 -------------------------------------------------------------------------------

def string(text):
    made = lsa.String()
    made.string = text
    return made


def delegation_vectors():
    info = krb5pac.PAC_CONSTRAINED_DELEGATION()
    info.proxy_target = string('cifs/files.ad.test')
    services = ['HTTP/web.ad.test@AD.TEST', 'HTTP/middle.ad.test@AD.TEST']
    info.transited_services, info.num_transited_services = [string(s) for s in services], len(services)
    holder = krb5pac.PAC_CONSTRAINED_DELEGATION_CTR()
    holder.info = info
    pac = pac_with(krb5pac.PAC_TYPE_CONSTRAINED_DELEGATION, holder)
    back = ndr_unpack(krb5pac.PAC_DATA, pac).buffers[0].info.info
    read = {'s4u2proxyTarget': back.proxy_target.string,
            'transitedServices': [s.string for s in back.transited_services]}
    yield {'name': 'delegation information through two services', 'kind': 'pac', 'hex': pac.hex(), 'readBySamba': read}


# Credentials, [MS-PAC] 2.6.2, before they are sealed ----------------------------------------------------------------

def credential_vectors():
    for name, flags, lm, nt in (('both hashes', 3, 0x11, 0x22), ('the NT hash', 2, 0, 0x5a)):
        hashes = krb5pac.PAC_CREDENTIAL_NTLM_SECPKG()
        hashes.version, hashes.flags = 0, flags
        hashes.lm_password.hash, hashes.nt_password.hash = [lm] * 16, [nt] * 16
        data = ndr_pack(hashes)
        one = krb5pac.PAC_CREDENTIAL_SUPPLEMENTAL_SECPKG()
        one.package_name, one.credential_size, one.credential = string('NTLM'), len(data), list(data)
        whole = krb5pac.PAC_CREDENTIAL_DATA()
        whole.credential_count, whole.credentials = 1, [one]
        holder = krb5pac.PAC_CREDENTIAL_DATA_CTR()
        holder.data = whole
        packed = krb5pac.PAC_CREDENTIAL_DATA_NDR()
        packed.ctr = holder
        plain = ndr_pack(packed)
        back = ndr_unpack(krb5pac.PAC_CREDENTIAL_DATA_NDR, plain).ctr.data
        read = [{'packageName': c.package_name.string, 'length': c.credential_size} for c in back.credentials]
        yield {'name': f'credentials with {name}', 'kind': 'credentials', 'hex': plain.hex(), 'readBySamba': read}


# A read-only DC's signature, [MS-PAC] 2.8: its identifier follows the signature --------------------------------------

def signature_vectors():
    one = krb5pac.PAC_SIGNATURE_DATA()
    one.type, one.signature = 16, bytes(range(12)) + struct.pack('<H', 0x7cd1)
    pac = pac_with(krb5pac.PAC_TYPE_KDC_CHECKSUM, one)
    back = ndr_unpack(krb5pac.PAC_DATA, pac).buffers[0].info
    read = {'type': back.type, 'remaining': bytes(back.signature).hex()}
    yield {'name': 'a read-only DC’s signature', 'kind': 'pac', 'hex': pac.hex(), 'readBySamba': read}


vectors = [*claims_vectors(), *device_vectors(), *delegation_vectors(), *credential_vectors(), *signature_vectors()]
json.dump({'madeBy': 'make-built.py with the NDR binding of Samba 4.22', 'vectors': vectors}, sys.stdout,
          ensure_ascii=False, indent=1)
print()
