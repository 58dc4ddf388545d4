-- For pandoc, Quarto, Bookdown and Beamer: ![caption](poster.svg){.saddle query="phi=relu&d=2&seed=7" controls=""}
-- is the live figure in HTML, with the picture as its poster, and elsewhere the picture with a link to the live figure.
-- In the metadata, saddle.script is the address of saddle.js, and saddle.host that of a page with a figure.
local script, host = "saddle.js", "index.html"

function Meta(meta)
  if meta.saddle then
    script = meta.saddle.script and pandoc.utils.stringify(meta.saddle.script) or script
    host = meta.saddle.host and pandoc.utils.stringify(meta.saddle.host) or host
  end
end

local function escape(s) return (s:gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;")) end

local function figure(img)
  if FORMAT:match "html" or FORMAT:match "revealjs" or FORMAT:match "slidy" then -- an e-book carries no programs
    local html = '<script src="' .. escape(script) .. '" defer></script>' -- with each: a book may be split later; the second of a page does nothing
    local attributes = ""
    for k, v in pairs(img.attributes) do attributes = attributes .. " " .. k .. '="' .. escape(v) .. '"' end
    local alt = escape(pandoc.utils.stringify(img.caption))
    return pandoc.RawInline("html", html .. "<saddle-figure" .. attributes .. '><img slot="poster" src="' .. escape(img.src) .. '" alt="' .. alt .. '"></saddle-figure>')
  end
  if FORMAT:match "latex" or FORMAT:match "beamer" then img.src = img.src:gsub("%.svg$", ".pdf") end
  local link = host .. "?" .. (img.attributes.query or "")
  img.attributes = { width = img.attributes.width or "60%" }
  return pandoc.Link({ img }, link)
end

return { { Meta = Meta }, { Image = function(img) if img.classes:includes "saddle" then return figure(img) end end } }
