#!/usr/bin/python3
"""Other readers of a PAC, asked line by line: `samba FILE TIMES` or `impacket FILE TIMES`; FILE holds the PAC's bytes.
Answers with the nanoseconds that reading it TIMES times took. Each reads every buffer that it knows."""
import sys
import time


def samba():
    from samba.dcerpc import krb5pac
    from samba.ndr import ndr_unpack

    return lambda data: ndr_unpack(krb5pac.PAC_DATA, data)


def impacket():
    from impacket.dcerpc.v5.rpcrt import TypeSerialization1
    from impacket.krb5 import pac

    def logon(data):
        inner = data[len(TypeSerialization1(data)) + 4:]
        info = pac.KERB_VALIDATION_INFO()
        info.fromString(inner)
        info.fromStringReferents(inner[len(info.getData()):])

    readers = {
        pac.PAC_LOGON_INFO: logon,
        pac.PAC_CLIENT_INFO_TYPE: pac.PAC_CLIENT_INFO,
        pac.PAC_SERVER_CHECKSUM: pac.PAC_SIGNATURE_DATA,
        pac.PAC_PRIVSVR_CHECKSUM: pac.PAC_SIGNATURE_DATA,
        pac.PAC_UPN_DNS_INFO: pac.UPN_DNS_INFO,
    }

    def read(data):
        whole = pac.PACTYPE(data)
        rest = whole['Buffers']
        for _ in range(whole['cBuffers']):
            info = pac.PAC_INFO_BUFFER(rest)
            reader = readers.get(info['ulType'])
            if reader is not None:
                reader(data[info['Offset']:info['Offset'] + info['cbBufferSize']])
            rest = rest[len(info):]

    return read


readers = {}
for line in sys.stdin:
    name, file, times = line.split(' ')
    if name not in readers:
        readers[name] = {'samba': samba, 'impacket': impacket}[name]()
    with open(file, 'rb') as source:
        data = source.read()
    read = readers[name]
    began = time.perf_counter_ns()
    for _ in range(int(times)):
        read(data)
    print(time.perf_counter_ns() - began, flush=True)
