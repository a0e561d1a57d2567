#!/usr/bin/python3
"""Samba's NDR binding as the judge of a PAC: hex on standard input, its fields as JSON on standard output."""
import json
import sys

from samba.dcerpc import krb5pac
from samba.ndr import ndr_unpack


def text(value):
    return getattr(value, 'string', value) or ''


def groups(array):
    return [[g.rid, g.attributes] for g in array.rids or []] if array.count else []


def logon_info(info):
    base = info.info3.base
    return {
        'logonTime': str(base.logon_time), 'logoffTime': str(base.logoff_time), 'kickOffTime': str(base.kickoff_time),
        'passwordLastSet': str(base.last_password_change), 'passwordCanChange': str(base.allow_password_change),
        'passwordMustChange': str(base.force_password_change),
        'effectiveName': text(base.account_name), 'fullName': text(base.full_name),
        'logonScript': text(base.logon_script), 'profilePath': text(base.profile_path),
        'homeDirectory': text(base.home_directory), 'homeDirectoryDrive': text(base.home_drive),
        'logonCount': base.logon_count, 'badPasswordCount': base.bad_password_count,
        'userId': base.rid, 'primaryGroupId': base.primary_gid, 'groupIds': groups(base.groups),
        'userFlags': base.user_flags, 'logonServer': text(base.logon_server), 'logonDomainName': text(base.logon_domain),
        'logonDomainId': str(base.domain_sid) if base.domain_sid else None,
        'userAccountControl': base.acct_flags,
        'extraSids': [[str(s.sid), s.attributes] for s in (info.info3.sids or [])[:info.info3.sidcount]],
        'resourceGroupDomainSid': str(info.resource_groups.domain_sid) if info.resource_groups.domain_sid else None,
        'resourceGroupIds': groups(info.resource_groups.groups),
    }


def upn(info):
    fields = {'upn': info.upn_name or '', 'dnsDomainName': info.dns_domain_name or '', 'flags': info.flags}
    if info.flags & 2:
        fields |= {'samName': info.ex.samaccountname or '', 'sid': str(info.ex.objectsid)}
    return fields


def signature(info):
    return {'signatureType': info.type if info.type < 2**31 else info.type - 2**32, 'signature': bytes(info.signature).hex()}


def buffer(b):
    info = b.info
    if b.type == krb5pac.PAC_TYPE_LOGON_INFO:
        return logon_info(info.info)
    if b.type == krb5pac.PAC_TYPE_LOGON_NAME:
        return {'clientId': str(info.logon_time), 'name': info.account_name}
    if b.type == krb5pac.PAC_TYPE_UPN_DNS_INFO:
        return upn(info)
    if b.type in (6, 7, 16, 19):
        return signature(info) if hasattr(info, 'signature') else {'raw': bytes(info.remaining).hex()}
    if b.type == krb5pac.PAC_TYPE_ATTRIBUTES_INFO:
        return {'flags': info.flags}
    if b.type == krb5pac.PAC_TYPE_CONSTRAINED_DELEGATION:
        names = info.info.transited_services or []
        return {'s4u2proxyTarget': text(info.info.proxy_target), 'transitedServices': [text(name) for name in names]}
    if b.type == krb5pac.PAC_TYPE_CREDENTIAL_INFO:
        return {'version': info.version, 'encryptionType': info.encryption_type, 'length': len(info.encrypted_data)}
    if b.type == 13 and not bytes(info.remaining):
        return {'claims': []}
    if b.type == krb5pac.PAC_TYPE_REQUESTER_SID:
        return {'sid': str(info.sid)}
    return {}


pac = ndr_unpack(krb5pac.PAC_DATA, bytes.fromhex(sys.stdin.read().strip()))
json.dump([{'type': b.type, **buffer(b)} for b in pac.buffers], sys.stdout, ensure_ascii=False)
