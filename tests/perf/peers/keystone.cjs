// The second implementation of codes, asked through lines of JSON: the packages of Keystone in npm.
const { UR, UREncoder, URDecoder } = require("@ngraveio/bc-ur");
const eth = require("@keystonehq/bc-ur-registry-eth");
const uuid = require("uuid");
const lines = require("readline").createInterface({ input: process.stdin });

const hex = (bytes) => (bytes ? Buffer.from(bytes).toString("hex") : null);
const bytes = (text) => (text ? Buffer.from(text, "hex") : undefined);

function request(item) {
  return {
    request_id: item.getRequestId() ? uuid.stringify(item.getRequestId()) : null,
    sign_data: hex(item.getSignData()),
    data_type: item.getDataType(),
    chain_id: item.getChainId() ?? null,
    path: item.getDerivationPath(),
    xfp: hex(item.getSourceFingerprint()),
    address: hex(item.getSignRequestAddress()),
    origin: item.getOrigin() ?? null,
  };
}

function signature(item) {
  return {
    request_id: item.getRequestId() ? uuid.stringify(item.getRequestId()) : null,
    signature: hex(item.getSignature()),
    origin: item.getOrigin() ?? null,
  };
}

function made(fields) {
  return eth.EthSignRequest.constructETHRequest(
    bytes(fields.sign_data), fields.data_type, fields.path, fields.xfp,
    fields.request_id, fields.chain_id, fields.address, fields.origin,
  );
}

const READERS = {
  "eth-sign-request": (cbor) => request(eth.EthSignRequest.fromCBOR(cbor)),
  "eth-signature": (cbor) => signature(eth.ETHSignature.fromCBOR(cbor)),
  "eth-batch-sign-request": (cbor) =>
    eth.ETHBatchSignRequest.fromCBOR(cbor).getRequests().map(request),
  "eth-batch-signature": (cbor) =>
    eth.ETHBatchSignature.fromCBOR(cbor).getSignatures().map(signature),
  "crypto-hdkey": (cbor) => {
    const key = eth.CryptoHDKey.fromCBOR(cbor);
    const xpub = key.getBip32Key();
    return {
      key: hex(key.getKey()),
      origin: key.getOrigin().getPath(),
      xfp: hex(key.getOrigin().getSourceFingerprint()),
      children: key.getChildren() ? key.getChildren().getPath() : null,
      name: key.getName() ?? null,
      addresses: [0, 1, 2].map((at) => eth.generateAddressFromXpub(xpub, `m/0/${at}`)),
    };
  },
};

const WRITERS = {
  "eth-sign-request": made,
  "eth-signature": (fields) =>
    new eth.ETHSignature(bytes(fields.signature), Buffer.from(uuid.parse(fields.request_id)),
      fields.origin),
  "eth-batch-sign-request": (all) => new eth.ETHBatchSignRequest(all.map(made)),
};

const TASKS = {
  decode({ lines: parts }) {
    const decoder = new URDecoder();
    let used = 0;
    for (const part of parts) {
      used += 1;
      decoder.receivePart(part);
      if (decoder.isComplete()) break;
    }
    if (!decoder.isSuccess()) return { used, type: null, cbor: null };
    const ur = decoder.resultUR();
    return { used, type: ur.type, cbor: hex(ur.cbor) };
  },
  encode({ type, cbor, fragment, count }) {
    const encoder = new UREncoder(new UR(bytes(cbor), type), fragment, 0, 10);
    return Array.from({ length: count }, () => encoder.nextPart());
  },
  read({ type, cbor }) {
    return READERS[type](bytes(cbor));
  },
  write({ type, fields }) {
    return hex(WRITERS[type](fields).toUR().cbor);
  },
};

lines.on("line", (line) => {
  const asked = JSON.parse(line);
  const begun = process.hrtime.bigint();
  let said;
  try {
    said = { ok: TASKS[asked.do](asked) };
  } catch (error) {
    said = { failed: String(error) };
  }
  said.ms = Number(process.hrtime.bigint() - begun) / 1e6;
  process.stdout.write(JSON.stringify(said) + "\n");
});
