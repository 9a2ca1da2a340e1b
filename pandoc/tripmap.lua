-- SPDX-License-Identifier: MIT
--
-- A pandoc filter (2.17 and later; Quarto too): a fenced block of class "tripmap" becomes a map.
--
--     ```{.tripmap caption="The first tour" #fig-tour page=column}
--     title: A tour
--     stops: [{place: Panama, dates: 2025-02-01}]
--     ```
--
-- $TRIPMAP names the program where it is not in PATH. $TRIPMAP_UNTRUSTED, set to anything, is for
-- documents of others: their blocks may neither name files nor use what such trips are refused.
-- A document cannot say either itself.
--
-- The block holds a trip, or names one with file=. docs/embedding.md lists the attributes, which may
-- stand as "#| key: value" lines on top of the block as well, and those that the document's metadata
-- may set for all maps under "tripmap:". A block that cannot be drawn stays as it is, with a warning.

local pipe, system, utils = pandoc.pipe, pandoc.system, pandoc.utils

-- What a map is for each writer. "inline" stands in the page itself, where its titles, links and
-- texts work; the others are pictures.
local INLINE = { suffix = 'svg', inline = true }
local SVG = { suffix = 'svg', mime = 'image/svg+xml' }
local PDF = { suffix = 'pdf', mime = 'application/pdf' }
local PNG = { suffix = 'png', mime = 'image/png', dpi = '300' }
local outputs = {
  html = INLINE, html4 = INLINE, html5 = INLINE, chunkedhtml = INLINE,
  revealjs = INLINE, slidy = INLINE, slideous = INLINE, dzslides = INLINE, s5 = INLINE,
  latex = PDF, beamer = PDF, context = PDF,
  docx = PNG, odt = PNG, opendocument = PNG, pptx = PNG, rtf = PNG,
}
local output = outputs[FORMAT] or SVG

local DOCX_COLUMN_IN = 5.83 -- in the document that pandoc starts from

-- Attributes that are handed to the program as options of the same name.
local program_options = { 'page', 'style', 'projection', 'shapes', 'svg-text', 'precision', 'set' }
-- Attributes of ours that do not go on to the figure.
local own_attributes = { 'file', 'caption', 'fig-cap', 'alt', 'fig-alt', 'label', 'width', 'height',
                         'dpi' }

local defaults = {}  -- the document's "tripmap:"
local untrusted = (os.getenv('TRIPMAP_UNTRUSTED') or '') ~= ''
local prefixes = {} -- how often ids begin so in the document
local n_blocks = 0

local function warn(message)
  if pandoc.log and pandoc.log.warn then
    pandoc.log.warn(message)
  else
    io.stderr:write('[WARNING] ', message, '\n')
  end
end

-- ---- the program ----

local function program()
  return os.getenv('TRIPMAP') or 'tripmap'
end

-- What the program prints; nil and why when it fails. Its own messages go to standard error.
local function run(arguments, input)
  local ok, result = pcall(pipe, program(), arguments, input or '')
  if ok then
    return result
  end
  local known, code = pcall(function() return result.error_code end)
  if known and code then
    return nil, 'see above'
  end
  return nil, '"' .. program() .. '" cannot be started'
end

local function read_file(path)
  local file = io.open(path, 'rb')
  local bytes = file and file:read('a')
  if file then
    file:close()
  end
  return bytes
end

-- ---- the cache ----

local function make_folder(path)
  if system.make_directory then
    return pcall(system.make_directory, path, true)
  end
  return pcall(pipe, 'mkdir', { '-p', path }, '')
end

-- nil: maps are not kept.
local function cache_folder()
  if defaults.cache == 'false' then
    return nil
  end
  local base = os.getenv('XDG_CACHE_HOME') or os.getenv('LOCALAPPDATA')
  local home = os.getenv('HOME')
  if not base and home then
    base = home .. '/.cache'
  end
  local folder = os.getenv('TRIPMAP_CACHE') or (base and base .. '/tripmap/pandoc')
  return folder and make_folder(folder) and folder or nil
end

-- Calls use(FOLDER) with the cache, or with a folder that is gone afterwards.
local function with_folder(use)
  local folder = cache_folder()
  if folder then
    return use(folder)
  end
  return system.with_temporary_directory('tripmap', use)
end

-- ---- the block ----

local function unquote(text)
  return text:match('^"(.*)"$') or text:match("^'(.*)'$") or text
end

-- The document's wishes, the block's attributes and its "#|" lines, the later over the earlier.
local function wishes_of(block)
  local wishes = {}
  for key, value in pairs(defaults) do
    wishes[key] = value
  end
  for key, value in pairs(block.attributes) do
    wishes[key] = value
  end
  for line in (block.text .. '\n'):gmatch('([^\n]*)\r?\n') do
    local key, value = line:match('^#|%s*([%w-]+)%s*:%s*(.-)%s*$')
    if not key then
      break
    end
    wishes[key] = unquote(value)
  end
  wishes.caption = wishes.caption or wishes['fig-cap']
  wishes.alt = wishes.alt or wishes['fig-alt']
  if block.identifier ~= '' then
    wishes.label = block.identifier
  end
  return wishes
end

local function options_of(wishes)
  local options = {}
  for _, name in ipairs(program_options) do
    if wishes[name] then
      for value in (name == 'set' and wishes[name] or ''):gmatch('[^;]+') do
        table.insert(options, '--set=' .. value:gsub('^%s+', ''))
      end
      if name ~= 'set' then
        table.insert(options, '--' .. name .. '=' .. wishes[name])
      end
    end
  end
  if untrusted then
    table.insert(options, '--untrusted')
  end
  if output.dpi then
    table.insert(options, '--dpi=' .. (wishes.dpi or output.dpi))
  end
  return options
end

-- ---- drawing ----

-- A file that the block would have read, beside its own text.
local function file_named(wishes)
  local style = wishes.style
  return wishes.file or wishes.shapes or (style and style:match('[^%w_-]') and style)
end

-- The map's bytes, its reading text and its key; nil and why. The program writes files whole or not
-- at all, so a file in the cache is good and two runs at once do no harm.
local function draw(wishes, text)
  local refused = untrusted and file_named(wishes)
  if refused then
    return nil, 'an untrusted document cannot name the file "' .. refused .. '"'
  end
  local trip = wishes.file or '-'
  local input = wishes.file and '' or text
  local options = options_of(wishes)
  table.insert(options, '--')
  table.insert(options, trip)
  local key, why = run({ 'key', table.unpack(options) }, input)
  if not key then
    return nil, why
  end
  key = key:match('%x+')
  return with_folder(function(folder)
    local picture = folder .. '/' .. key .. '.' .. output.suffix
    local words = folder .. '/' .. key .. '.txt'
    if not (read_file(picture) and read_file(words)) then
      local done
      done, why = run({ '-o', picture, '--alt', words, table.unpack(options) }, input)
      if not done then
        return nil, why
      end
    end
    local bytes, alt = read_file(picture), read_file(words)
    if not (bytes and alt) then
      return nil, 'cannot read what was written to "' .. folder .. '"'
    end
    return { bytes = bytes, alt = alt, key = key }
  end)
end

-- ---- figures ----

local function inlines_of(markdown)
  return utils.blocks_to_inlines(pandoc.read(markdown, 'markdown').blocks)
end

local function attr_of(block, wishes)
  local attributes, drop = {}, {}
  for _, list in ipairs({ program_options, own_attributes }) do
    for _, name in ipairs(list) do
      drop[name] = true
    end
  end
  for key, value in pairs(block.attributes) do
    if not drop[key] then
      attributes[key] = value
    end
  end
  local classes = block.classes:filter(function(class) return class ~= 'tripmap' end)
  return pandoc.Attr(wishes.label or '', classes, attributes)
end

local function escape(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

-- Ids begin with a hash of the map, so a map that stands twice in a page needs others.
local function number_repeats(svg)
  local prefix = svg:match('aria%-labelledby="([%w-]-)title')
  if not prefix then
    return svg
  end
  prefixes[prefix] = (prefixes[prefix] or 0) + 1
  if prefixes[prefix] == 1 then
    return svg
  end
  return (svg:gsub(prefix:gsub('-', '%%-'), prefix .. prefixes[prefix] .. '-'))
end

-- No wider than the column unless a width is asked for.
local function inline_svg(map, wishes)
  local style = wishes.width and 'width:' .. wishes.width or 'max-width:100%'
  style = style .. ';height:' .. (wishes.height or 'auto')
  local svg = number_repeats(map.bytes:gsub('^%s*<%?xml.-%?>%s*', ''))
  local function open(rest)
    if wishes.alt then
      rest = rest:gsub(' aria%-labelledby="[^"]*"', ''):gsub(' aria%-describedby="[^"]*"', '')
      rest = rest .. ' aria-label="' .. escape(wishes.alt) .. '"'
    end
    return '<svg' .. rest .. ' style="' .. escape(style) .. '">'
  end
  return pandoc.RawBlock('html', (svg:gsub('<svg([^>]*)>', open, 1)))
end

local function html_figure(map, wishes, attr)
  local svg = inline_svg(map, wishes)
  local caption = wishes.caption and inlines_of(wishes.caption)
  if pandoc.Figure then
    return pandoc.Figure({ svg }, caption and { pandoc.Plain(caption) } or {}, attr)
  end
  local tag = '<figure'
  if attr.identifier ~= '' then
    tag = tag .. ' id="' .. escape(attr.identifier) .. '"'
  end
  if #attr.classes > 0 then
    tag = tag .. ' class="' .. escape(table.concat(attr.classes, ' ')) .. '"'
  end
  local keys = {}
  for key in pairs(attr.attributes) do
    table.insert(keys, key)
  end
  table.sort(keys)
  for _, key in ipairs(keys) do
    tag = tag .. ' data-' .. key .. '="' .. escape(attr.attributes[key]) .. '"'
  end
  local blocks = { pandoc.RawBlock('html', tag .. '>'), svg }
  if caption then
    table.insert(blocks, pandoc.RawBlock('html', '<figcaption>'))
    table.insert(blocks, pandoc.Plain(caption))
    table.insert(blocks, pandoc.RawBlock('html', '</figcaption>'))
  end
  table.insert(blocks, pandoc.RawBlock('html', '</figure>'))
  return blocks
end

-- Lines of the reading text are sentences: one paragraph of them is an alternative text.
local function alt_of(map, wishes)
  return (wishes.alt or map.alt):gsub('%s+', ' '):gsub('^ ', ''):gsub(' $', '')
end

local function add_to_media(map, wishes)
  local name = (wishes.label or 'map'):gsub('[^%w]+', '-') .. '-' .. map.key:sub(1, 12)
  local path = name .. '.' .. output.suffix
  pandoc.mediabag.insert(path, output.mime, map.bytes)
  return path
end

-- Before pandoc 3 an image's description is its caption; Word's alternative text then needs the
-- figure made of two paragraphs in the styles that pandoc's own figures have.
local function docx_figure(image, caption)
  local function styled(style, inlines)
    return pandoc.Div({ pandoc.Para(inlines) }, pandoc.Attr('', {}, { ['custom-style'] = style }))
  end
  return { styled('Captioned Figure', { image }), styled('Image Caption', caption) }
end

-- Word's pictures have no share of the column as their width: it is taken of pandoc's own column.
local function width_of(wishes)
  local percent = wishes.width and wishes.width:match('^([%d.]+)%%$')
  if FORMAT == 'docx' and tonumber(percent) then
    return string.format('%.2fin', DOCX_COLUMN_IN * tonumber(percent) / 100)
  end
  return wishes.width
end

local function picture_figure(map, wishes, attr)
  local path, alt = add_to_media(map, wishes), alt_of(map, wishes)
  local caption = wishes.caption and inlines_of(wishes.caption)
  local function image(description, title, id)
    local attributes = { alt = alt, width = width_of(wishes), height = wishes.height }
    return pandoc.Image(description, path, title, pandoc.Attr(id, {}, attributes))
  end
  local words = { pandoc.Str(alt) }
  if not caption then
    return pandoc.Para({ image(words, '', attr.identifier) })
  end
  if pandoc.Figure then
    return pandoc.Figure({ pandoc.Plain({ image(words, '', '') }) }, { pandoc.Plain(caption) }, attr)
  end
  if FORMAT == 'docx' then
    return docx_figure(image(words, '', attr.identifier), caption)
  end
  return pandoc.Para({ image(caption, 'fig:', attr.identifier) })
end

-- ---- the filter ----

local function read_metadata(meta)
  for key, value in pairs(type(meta.tripmap) == 'table' and meta.tripmap or {}) do
    defaults[key] = type(value) == 'boolean' and tostring(value) or utils.stringify(value)
  end
end

local function replace(block)
  if not block.classes:includes('tripmap') then
    return nil
  end
  n_blocks = n_blocks + 1
  local wishes = wishes_of(block)
  local map, why = draw(wishes, block.text)
  if not map then
    warn(string.format('tripmap block %d (%s) is left as it was: %s', n_blocks,
                       wishes.file or wishes.label or 'inline', why))
    return nil
  end
  local figure = output.inline and html_figure or picture_figure
  return figure(map, wishes, attr_of(block, wishes))
end

return { { Meta = read_metadata }, { CodeBlock = replace } }
