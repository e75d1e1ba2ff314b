import { stringify } from 'yaml';
import { address, bind, type PeerPlan } from '../plan.js';

/**
 * A peer's `core.yaml`, complete: a binary taken from a release needs nothing beside it. Values
 * that are not ours to choose are those of Fabric's sampleconfig.
 */
export function coreYaml(peer: PeerPlan, builder: string): string {
  return stringify(
    {
      peer: peerSection(peer),
      // Empty here and not in the environment, or /healthz reports a missing docker daemon.
      vm: { endpoint: '' },
      chaincode: {
        externalBuilders: [
          {
            name: 'ccaas_builder',
            path: builder,
            propagateEnvironment: ['CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG'],
          },
        ],
        installTimeout: '300s',
        startuptimeout: '30s',
        executetimeout: '30s',
        mode: 'net',
        // The Node shim ends its process on a KEEPALIVE message.
        keepalive: 0,
        system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
        logging: { level: 'warning', shim: 'warning' },
      },
      ledger: {
        state: { stateDatabase: 'goleveldb', totalQueryLimit: 100000 },
        history: { enableHistoryDatabase: true },
        pvtdataStore: {
          collElgProcMaxDbBatchSize: 5000,
          collElgProcDbBatchesInterval: 1000,
          deprioritizedDataReconcilerInterval: '60m',
          purgeInterval: 100,
          purgedKeyAuditLogging: true,
        },
        snapshots: { rootDir: `${peer.data}/snapshots` },
      },
      operations: { listenAddress: bind(peer.ports.operations), tls: { enabled: false } },
      metrics: { provider: 'prometheus' },
    },
    { lineWidth: 0 },
  );
}

function peerSection({ id, mspId, mspDir, tls, data, ports }: PeerPlan): object {
  return {
    id,
    networkId: 'shuquan',
    listenAddress: bind(ports.listen),
    address: address(ports.listen),
    chaincodeListenAddress: bind(ports.chaincode),
    chaincodeAddress: address(ports.chaincode),
    gateway: {
      enabled: true,
      endorsementTimeout: '30s',
      broadcastTimeout: '30s',
      dialTimeout: '30s',
    },
    keepalive: {
      interval: '7200s',
      timeout: '20s',
      minInterval: '10s',
      client: { interval: '60s', timeout: '20s' },
      deliveryClient: { interval: '60s', timeout: '20s' },
    },
    gossip: gossip(ports.listen),
    tls: {
      enabled: true,
      clientAuthRequired: false,
      cert: { file: tls.certificate },
      key: { file: tls.key },
      rootcert: { file: tls.ca },
    },
    authentication: { timewindow: '15m' },
    fileSystemPath: data,
    BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
    mspConfigPath: mspDir,
    localMspId: mspId,
    localMspType: 'bccsp',
    client: { connTimeout: '3s' },
    deliveryclient: {
      blockGossipEnabled: false,
      reconnectTotalTimeThreshold: '3600s',
      connTimeout: '3s',
      // After an orderer's failure the next one is tried within this time, not after an hour.
      reConnectBackoffThreshold: '2s',
    },
    handlers: {
      authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }],
      decorators: [{ name: 'DefaultDecorator' }],
      endorsers: { escc: { name: 'DefaultEndorsement' } },
      validators: { vscc: { name: 'DefaultValidation' } },
    },
    discovery: {
      enabled: true,
      authCacheEnabled: true,
      authCacheMaxSize: 1000,
      authCachePurgeRetentionRatio: 0.75,
      orgMembersAllowedAccess: false,
    },
    // Every commit waited for occupies one gatewayService slot until its block comes.
    limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 20000 } },
    maxRecvMsgSize: 104857600,
    maxSendMsgSize: 104857600,
  };
}

/**
 * Every peer pulls its blocks from the orderers (`orgLeader`, no state transfer); gossip carries
 * membership and private data. The two state-info intervals bound how long discovery lags a commit.
 */
function gossip(port: number): object {
  return {
    bootstrap: address(port),
    externalEndpoint: address(port),
    endpoint: address(port),
    useLeaderElection: false,
    orgLeader: true,
    membershipTrackerInterval: '5s',
    maxBlockCountToStore: 10,
    maxPropagationBurstLatency: '10ms',
    maxPropagationBurstSize: 10,
    propagateIterations: 1,
    propagatePeerNum: 3,
    pullInterval: '4s',
    pullPeerNum: 3,
    requestStateInfoInterval: '1s',
    publishStateInfoInterval: '1s',
    publishCertPeriod: '10s',
    skipBlockVerification: false,
    dialTimeout: '3s',
    connTimeout: '2s',
    recvBuffSize: 20,
    sendBuffSize: 200,
    digestWaitTime: '1s',
    requestWaitTime: '1500ms',
    responseWaitTime: '2s',
    aliveTimeInterval: '2s',
    aliveExpirationTimeout: '25s',
    reconnectInterval: '2s',
    maxConnectionAttempts: 120,
    msgExpirationFactor: 20,
    election: {
      startupGracePeriod: '15s',
      membershipSampleInterval: '1s',
      leaderAliveThreshold: '10s',
      leaderElectionDuration: '5s',
    },
    pvtData: {
      pullRetryThreshold: '60s',
      transientstoreMaxBlockRetention: 20000,
      pushAckTimeout: '3s',
      btlPullMargin: 10,
      reconcileBatchSize: 10,
      reconcileSleepInterval: '1m',
      reconciliationEnabled: true,
      skipPullingInvalidTransactionsDuringCommit: false,
      implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 },
    },
    state: { enabled: false },
  };
}
