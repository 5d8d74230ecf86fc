-- Sends the lines of a file as bodies, one after the other, and tells what came of it as one line of JSON.
local requests = {}
local at = 0

function init(args)
  local headers = { ["content-type"] = "application/json", ["accept"] = "application/json" }
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, line)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local form = 'result {"requests":%d,"seconds":%f,"failed":%d,"p50":%f,"p99":%f}\n'
  local p50, p99 = latency:percentile(50) / 1000, latency:percentile(99) / 1000
  io.write(string.format(form, summary.requests, summary.duration / 1e6, failed, p50, p99))
end
