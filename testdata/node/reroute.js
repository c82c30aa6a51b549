// Sends what a client believes it sends to Xero or Intuit to a simulator on the
// loopback interface, named by SIMULATOR. Loaded before the client (node -r).
'use strict'
const http = require('node:http')
const https = require('node:https')

const base = new URL(process.env.SIMULATOR)
const mounts = new Map([
  ['login.xero.com', '/xero'],
  ['identity.xero.com', '/xero'],
  ['api.xero.com', '/xero'],
  ['appcenter.intuit.com', '/quickbooks'],
  ['oauth.platform.intuit.com', '/quickbooks'],
  ['developer.api.intuit.com', '/quickbooks'],
  ['sandbox-quickbooks.api.intuit.com', '/quickbooks'],
  ['quickbooks.api.intuit.com', '/quickbooks']
])

function reroute (options) {
  const host = options.hostname || options.host
  const mount = mounts.get(host)
  if (!mount) throw new Error(`a request to ${host} would leave this machine`)
  const { agent, agents, port, ...rest } = options
  const path = mount + (options.path || '/')
  const headers = { ...options.headers, host: base.host }
  return { ...rest, protocol: 'http:', host: base.hostname, hostname: base.hostname, port: base.port, path, headers }
}

https.request = function (...args) {
  let options = args[0]
  if (typeof options === 'string' || options instanceof URL) {
    const url = new URL(options)
    const given = typeof args[1] === 'object' ? args[1] : {}
    options = { ...given, hostname: url.hostname, path: url.pathname + url.search }
  }
  const done = args.find(arg => typeof arg === 'function')
  return http.request(reroute(options), done)
}
https.get = function (...args) {
  const request = https.request(...args)
  request.end()
  return request
}

// Follows a consent that approves itself and returns the landed address.
exports.consent = async function (authorise) {
  let url = new URL(authorise)
  for (let hop = 0; hop < 5; hop++) {
    const mount = mounts.get(url.hostname)
    const target = mount ? new URL(mount + url.pathname + url.search, base) : url
    if (target.origin !== base.origin) return target.href
    const answer = await fetch(target, { redirect: 'manual' })
    if (answer.status < 300 || answer.status > 399) throw new Error(`consent answered ${answer.status}: ${await answer.text()}`)
    url = new URL(answer.headers.get('location'), target)
  }
  throw new Error('the consent goes round in circles')
}
