/*
  Runs before anything else, and shuts what a Content-Security-Policy leaves open: WebRTC, every other realm that would have it
  again (frames and windows), hints to the network, and navigation. What is replaced cannot be put back: the originals stay in here.
*/
;(() => {
  const fix = (owner, name, value) => Object.defineProperty(owner, name, { value, writable: false, configurable: false })
  const refuse = () => {
    throw new DOMException('Clientele sends nothing, and opens no other page', 'SecurityError')
  }

  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'RTCIceTransport', 'PresentationRequest'])
    if (name in window) fix(window, name, undefined)

  // Elements that hold another page, tell the network of an address, or send every link elsewhere.
  const barred = /(^|:)(i?frame|frameset|fencedframe|portal|object|embed|applet|link|base)$/i
  const checked = (owner, method, place) => {
    const original = owner.prototype[method]
    fix(owner.prototype, method, function (...given) {
      // Made text once: what is looked at is what is used.
      given[place] = String(given[place])
      return barred.test(given[place]) ? refuse() : Reflect.apply(original, this, given)
    })
  }
  checked(Document, 'createElement', 0)
  checked(Document, 'createElementNS', 1)
  checked(DOMImplementation, 'createDocument', 1)
  const { define } = CustomElementRegistry.prototype
  // Without its options: an element that extends a frame is one.
  fix(CustomElementRegistry.prototype, 'define', function (name, made) {
    Reflect.apply(define, this, [name, made])
  })
  fix(Element.prototype, 'attachShadow', refuse)
  fix(window, 'open', refuse)
  if (window.DocumentPictureInPicture) fix(DocumentPictureInPicture.prototype, 'requestWindow', refuse)
  if (window.XSLTProcessor) fix(window, 'XSLTProcessor', undefined)
  // Forms here are read by script, and sent nowhere.
  fix(HTMLFormElement.prototype, 'submit', refuse)
  window.addEventListener('submit', (event) => event.preventDefault(), true)

  // Should a frame come about in a way that was not thought of, it goes before anything was said from it.
  const { remove, querySelectorAll } = Element.prototype
  const frames = 'iframe, frame, object, embed, fencedframe'
  const sweep = () => {
    for (const one of Reflect.apply(querySelectorAll, document.documentElement, [frames])) Reflect.apply(remove, one, [])
  }
  document.addEventListener('load', sweep, true)
  new MutationObserver(sweep).observe(document, { childList: true, subtree: true })

  // This page and no other: only what stands behind the # may change, and files that were made here may be saved.
  const here = location.href.split('#')[0]
  const isHere = (url) => url.split('#')[0] === here
  window.navigation?.addEventListener('navigate', (event) => {
    const { url } = event.destination
    if (isHere(url) || event.navigationType === 'traverse') return
    if (event.downloadRequest !== null && url.startsWith('blob:')) return
    event.preventDefault()
  })

  // A link into a new window is no navigation of this one. Script that changes a link while it is pressed gets past this.
  const leaves = (start) => {
    for (let node = start; node instanceof Node; node = node.parentNode ?? node.host) {
      if (!(node instanceof Element) || !/^(a|area)$/i.test(node.localName)) continue
      const href = node.getAttribute('href') ?? node.getAttributeNS('http://www.w3.org/1999/xlink', 'href')
      if (href === null) continue
      const url = URL.parse ? URL.parse(href, here)?.href : new URL(href, here).href
      return url !== undefined && !isHere(url) && !(node.hasAttribute('download') && url.startsWith('blob:'))
    }
    return false
  }
  const stop = (event) => {
    if (leaves(event.composedPath()[0])) event.preventDefault()
  }
  for (const kind of ['click', 'auxclick']) window.addEventListener(kind, stop, true)
  const { click } = HTMLElement.prototype
  fix(HTMLElement.prototype, 'click', function () {
    return leaves(this) ? refuse() : Reflect.apply(click, this, [])
  })
  const { dispatchEvent } = EventTarget.prototype
  fix(EventTarget.prototype, 'dispatchEvent', function (event) {
    return /click$/.test(event?.type) && leaves(this) ? refuse() : Reflect.apply(dispatchEvent, this, [event])
  })

  // Asked for whatever would run as script: workers may be made from blobs, nothing else passes.
  if (window.trustedTypes)
    window.trustedTypes.createPolicy('default', { createScriptURL: (url) => (String(url).startsWith('blob:') ? url : null) })
})()
