-- Neovim as a person has it: it attaches, waits for findings, hovers, completes, renames. What it saw goes to a file.
local program, file, out = vim.env.DRYDOCK_PROGRAM, vim.env.DRYDOCK_FILE, vim.env.DRYDOCK_OUT
local seen = {}

local function finish()
  local handle = io.open(out, 'w')
  handle:write(vim.fn.json_encode(seen))
  handle:close()
  vim.cmd('qall!')
end

local ok, problem = pcall(function()
  vim.cmd('edit ' .. file)
  vim.bo.filetype = 'yaml'
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = 'drydock',
    cmd = { vim.env.DRYDOCK_NODE, program, 'lsp', '--stdio' },
    root_dir = vim.fn.fnamemodify(file, ':h'),
  })
  vim.lsp.buf_attach_client(buffer, client)
  vim.wait(10000, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
  seen.diagnostics = {}
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(seen.diagnostics, { line = found.lnum + 1, message = found.message, code = found.code })
  end

  local function ask(method, line, column)
    vim.api.nvim_win_set_cursor(0, { line, column })
    local params = vim.lsp.util.make_position_params(0, 'utf-16')
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 5000)
    return answers and answers[client] and answers[client].result
  end

  local hover = ask('textDocument/hover', 6, 4)
  seen.hover = hover and hover.contents.value

  vim.api.nvim_buf_set_lines(buffer, 5, 5, false, { '  min' })
  local completion = ask('textDocument/completion', 6, 5)
  seen.completion = {}
  for _, item in ipairs(completion and (completion.items or completion) or {}) do
    table.insert(seen.completion, item.label)
  end
  vim.api.nvim_buf_set_lines(buffer, 5, 6, false, {})

  vim.api.nvim_win_set_cursor(0, { 9, 31 })
  vim.lsp.buf.rename('front')
  vim.wait(5000, function()
    return string.find(table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n'), 'front', 1, true) ~= nil
  end, 20)
  seen.renamed = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end)
if not ok then seen.problem = tostring(problem) end
finish()
