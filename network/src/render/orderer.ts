import { stringify } from 'yaml';
import { bind, type OrdererPlan, type Plan } from '../plan.js';

/**
 * An orderer's `orderer.yaml`. Fabric refuses keys it does not know, so only keys that 2.5 and 3.x
 * share stand here; what differs goes by the environment (`ordererEnvironment`).
 */
export function ordererYaml(orderer: OrdererPlan, plan: Plan): string {
  const { mspId, mspDir, tls, data, ports } = orderer;
  return stringify(
    {
      General: {
        ListenAddress: '127.0.0.1',
        ListenPort: ports.listen,
        TLS: {
          Enabled: true,
          PrivateKey: tls.key,
          Certificate: tls.certificate,
          RootCAs: [tls.ca],
          ClientAuthRequired: false,
        },
        Keepalive: { ServerMinInterval: '10s', ServerInterval: '7200s', ServerTimeout: '20s' },
        MaxRecvMsgSize: 104857600,
        MaxSendMsgSize: 104857600,
        Cluster: { SendBufferSize: 100 },
        LocalMSPDir: mspDir,
        LocalMSPID: mspId,
        BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
        Authentication: { TimeWindow: '15m' },
      },
      FileLedger: { Location: data },
      Operations: { ListenAddress: bind(ports.operations), TLS: { Enabled: false } },
      Metrics: { Provider: 'prometheus' },
      Admin: {
        ListenAddress: bind(ports.admin),
        TLS: {
          Enabled: true,
          Certificate: tls.certificate,
          PrivateKey: tls.key,
          RootCAs: [tls.ca],
          ClientAuthRequired: true,
          ClientRootCAs: [tls.ca],
        },
      },
      ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
      Consensus: {
        // The 2023 build serves either BFT or Raft, by this key; later ones ignore it.
        ...(plan.options.consensus === 'bft' ? { Type: 'BFT' } : {}),
        WALDir: `${data}/wal`,
        SnapDir: `${data}/snap`,
      },
    },
    { lineWidth: 0 },
  );
}
