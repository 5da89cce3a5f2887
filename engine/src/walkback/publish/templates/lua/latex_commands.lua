-- Which commands of LaTeX come out right in both documents, and what to write instead of others.

local mathml = require "mathml"
local commands = {}

function commands.set(words)
  local made = {}
  for word in words:gmatch("%S+") do made[word] = true end
  return made
end

-- Commands with arguments, and those that change what stands beside them.
commands.known = commands.set [[
  mathrm mathit mathbb mathcal mathscr mathfrak mathsf mathtt boldsymbol bm pmb
  frac dfrac tfrac binom sqrt operatorname operatorname* overset underset stackrel
  underbrace overbrace overline underline
  hat bar vec tilde dot ddot dddot check breve acute grave mathring widehat widetilde
  overrightarrow overleftarrow middle big Big bigg Bigg bigl Bigl biggl Biggl
  bigr Bigr biggr Biggr pmod bmod mod phantom quad qquad limits nolimits not xrightarrow xleftarrow
  , : ; ! > \ ]]
commands.known[" "] = true

commands.NO_LABEL = "equations have no numbers and no labels here: take it away, and say in words which one you mean"
local NO_LABEL = commands.NO_LABEL
local NO_DEFINITION = "commands cannot be defined here: write out what it stands for"
local NO_COLOUR = "formulas have one colour here: take it away"
commands.advice = {
  tag = NO_LABEL, label = NO_LABEL, ref = NO_LABEL, eqref = NO_LABEL,
  newcommand = NO_DEFINITION, renewcommand = NO_DEFINITION, def = NO_DEFINITION, let = NO_DEFINITION,
  DeclareMathOperator = "operators cannot be defined here: write \\operatorname{…} where it stands",
  color = NO_COLOUR, textcolor = NO_COLOUR, colorbox = NO_COLOUR,
  cancel = "write both sides of the step instead", bcancel = "write both sides of the step instead",
  boxed = "put the formula into a box of class finding instead",
  cfrac = "write \\frac or \\dfrac", over = "write \\frac{…}{…}", choose = "write \\binom{…}{…}",
  atop = "write \\substack", dbinom = "write \\binom", tbinom = "write \\binom",
  textbf = "write \\text{…}, or \\mathbf{…} for letters", textit = "write \\text{…}, or \\mathit{…} for letters",
  mathbf = "\\mathbf takes Latin letters and digits; for all else write \\boldsymbol{…}",
  displaystyle = "it may only begin a formula", textstyle = "take it away",
  scriptstyle = "take it away", scriptscriptstyle = "take it away",
  hline = "it may only begin a row of an array",
  multline = "write aligned or gathered", eqnarray = "write aligned", alignat = "write aligned",
  flalign = "write aligned", smallmatrix = "write matrix", 
  hspace = "give a width of 0 to 9 em, ex, pt, mm, cm or in, or write \\quad",
}

local Refused = {}

-- Ends the reading with what is refused and what to write.
function commands.refuse(what, advice)
  error(setmetatable({ what = what, advice = advice }, Refused), 0)
end

function commands.is_refusal(found) return getmetatable(found) == Refused end

local symbols = {}

-- Whether a command is a sign or the name of a function.
function commands.is_symbol(command)
  if symbols[command] == nil then
    local tree = mathml.tree { text = command, display = true }
    local row = tree and mathml.row(tree)
    if row and #row == 1 then row = mathml.row(row[1]) end
    local leaf = row and row[1] and (#row == 1 or (#row == 2 and row[2].text == utf8.char(0x2061)))
    symbols[command] = leaf and (row[1].text or "") ~= "" and #row[1].children == 0 or false
  end
  return symbols[command]
end

return commands
