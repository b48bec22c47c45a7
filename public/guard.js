/*
  Runs before anything else. WebRTC is the one way out that a Content-Security-Policy does not close.
  The default policy is asked for whatever would run as script: workers may be made from blobs, nothing else passes.
*/
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'RTCIceTransport'])
  if (name in window) Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false })
if (window.trustedTypes)
  window.trustedTypes.createPolicy('default', { createScriptURL: (url) => (String(url).startsWith('blob:') ? url : null) })
