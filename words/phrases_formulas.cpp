// Mistakes in formulas, relations and JSONPaths of data.yaml.
#include <array>

#include "words/phrases.h"

namespace guangmu::words {
namespace {

constexpr auto rows = std::to_array<Phrase>({
    {"the formula cannot be read: {}", "公式读不懂：{0}"},
    {"the relation cannot be read: {}", "关系读不懂：{0}"},
    {"the units of the formula do not fit: {}", "公式里的单位合不上：{0}"},
    {"the units of the relation do not fit: {}", "关系里的单位合不上：{0}"},
    {"the formula leads back to {} itself; expected no circle", "公式绕回了 {0} 自己"},
    {"the formula names no figure; expected the id of at least one", "公式里没有数字的 id，至少一个"},
    {"the formula gives {}, and no unit is declared; expected unit: {}", "公式得出 {0}，却没有写单位；unit 应为 {1}"},
    {"the formula gives {}, not {}; expected unit: {}, or in(…, {}) around the formula", "公式得出 {0}，不是 {1}；unit 应为 {2}，或用 in(…, {3}) 包住公式"},
    {"the formula gives {}, not {}; expected unit: {}", "公式得出 {0}，不是 {1}；unit 应为 {2}"},
    {"the formula names \"{}\", which is no metric; expected one of: {}", "公式里的“{0}”不是数字的 id；有这些：{1}"},
    {"the formula names \"{}\", which is no table; expected one of: {}", "公式里的“{0}”不是表；有这些：{1}"},
    {"the formula adds up \"{}\", which is no column of {}; expected one of: {}", "公式求和的“{0}”不是 {1} 的列；有这些：{2}"},
    {"the formula asks for the health of \"{}\", which is no source and no metric; expected one of: {}", "公式问“{0}”的健康，它不是来源也不是数字；有这些：{1}"},
    {"the relation names \"{}\", which is no metric; expected one of: {}", "关系里的“{0}”不是数字的 id；有这些：{1}"},
    {"the relation names \"{}\", which is no table; expected one of: {}", "关系里的“{0}”不是表；有这些：{1}"},
    {"the relation names \"{}\", which is no column of {}; expected one of: {}", "关系里的“{0}”不是 {1} 的列；有这些：{2}"},
    {"the relation adds up \"{}\", which is no column of {}; expected one of: {}", "关系求和的“{0}”不是 {1} 的列；有这些：{2}"},
    {"the relation asks for the health of \"{}\", which is no source and no metric; expected one of: {}", "关系问“{0}”的健康，它不是来源也不是数字；有这些：{1}"},
    {"a relation about rows looks at one row; expected columns only, no sum and no history", "按行的关系只看一行，只能写列，不能求和或看历史"},
    {"a relation holds between what is delivered together; expected no history in it", "关系只在一起送来的数之间，不能看历史"},
    {"it compares nothing; expected two sides with ==, <=, >=, < or > between them", "没有比较；两边之间应有 ==、<=、>=、< 或 >"},
    {"!= says nothing that could be checked; expected ==, <=, >=, < or >", "!= 查不出什么；应为 ==、<=、>=、< 或 >"},
    {"it names no figure; expected the id of at least one", "没有数字的 id，至少一个"},

    // Where it breaks off.
    {"at character {}: {}", "第 {0} 字：{1}"},
    {"it is {} bytes long; expected at most {}", "长 {0} 字节，最多 {1}"},
    {"it is nested more than {} deep", "嵌套超过 {0} 层"},
    {"there stands the full-width \"{}\"; write \"{}\"", "这里是全角“{0}”，请写“{1}”"},
    {"the name in quotation marks does not end; expected \" behind it", "引号里的名字没有结束，后面应有引号"},
    {"there is no name between the quotation marks", "引号之间没有名字"},
    {"there stands \"=\", and nothing is assigned here; expected {}", "这里是“=”，公式里不赋值；应为{0}"},
    {"there stands \"{}\"; expected {}", "这里是“{0}”，应为{1}"},
    {"it ends; expected {}", "到这里就完了，还应有{0}"},
    {"a number, the id of a metric, a function or \"(\"", "数、数字的 id、函数或左括号"},
    {"the id of a metric for {}", "{0} 的数字 id"},
    {"the id of a metric", "数字的 id"},
    {"the id of a table, as in sum(TABLE.COLUMN)", "表的 id，如 sum(表.列)"},
    {"the id of a table, as in count(TABLE)", "表的 id，如 count(表)"},
    {"the column of the table", "表的列"},
    {"an operator (+ - * / ^) or the end", "运算符（+ - * / ^）或结束"},
    {"\")\" after what {} is given", " {0} 的右括号"},
    {"\",\" and a second value for {}", "逗号和 {0} 的第二个值"},
    {"\",\" and the value that holds then", "逗号和成立时的值"},
    {"\",\" and the value that holds otherwise", "逗号和不成立时的值"},
    {"\",\" and a unit, as in in(x, 亿元)", "逗号和单位，如 in(x, 亿元)"},
    {"\",\" and a period: day, week, month, year, 7d …", "逗号和时段：day、week、month、year、7d …"},
    {"\".\" and a column, as in sum(TABLE.COLUMN)", "点和列，如 sum(表.列)"},
    {"a comparison (==, !=, <=, >=, < or >) as the condition of if", "if 的条件（==、!=、<=、>=、< 或 >）"},
    {"a unit: 元, 万元, 亿元, 户, 亿元/户 …", "单位：元、万元、亿元、户、亿元/户 …"},
    {"a period: hour, day, week, month, year, or a length of at least a minute as 30min, 12h, 7d", "时段：hour、day、week、month、year，或至少一分钟的长度，如 30min、12h、7d"},
    {"there is no function \"{}\"; expected one of: {}", "没有函数“{0}”；有这些：{1}"},
    {"\"{}\" is no number; expected plain digits without a unit (12000 for 1.2万, 0.05 for 5%); lengths of time stand only where a period is asked for",
     "“{0}”不是数；请写不带单位的数（1.2万 写 12000，5% 写 0.05）"},
    {"\"{}%\": expected a ratio, {} for it", "“{0}%”应写成比例 {1}"},
    {"round(x, digits) takes a whole number of digits from 0 to 12", "round(x, 位数) 的位数应为 0 到 12 的整数"},

    // Units.
    {"{} cannot be added to {}; declare both figures in one unit, or write in(…, {}) around one of them",
     "{0} 和 {1} 不能相加；请统一两个数字的单位，或用 in(…, {2}) 包住其一"},
    {"{} cannot be added to {}; expected figures of one unit", "{0} 和 {1} 不能相加，单位应相同"},
    {"{} cannot be subtracted from {}; declare both figures in one unit, or write in(…, {}) around one of them",
     "{0} 和 {1} 不能相减；请统一两个数字的单位，或用 in(…, {2}) 包住其一"},
    {"{} cannot be subtracted from {}; expected figures of one unit", "{0} 和 {1} 不能相减，单位应相同"},
    {"{} cannot be compared with {}; declare both figures in one unit, or write in(…, {}) around one of them",
     "{0} 和 {1} 不能相比；请统一两个数字的单位，或用 in(…, {2}) 包住其一"},
    {"{} cannot be compared with {}; expected figures of one unit", "{0} 和 {1} 不能相比，单位应相同"},
    {"{} cannot be chosen beside {}; declare both figures in one unit, or write in(…, {}) around one of them",
     "{0} 和 {1} 不能并选；请统一两个数字的单位，或用 in(…, {2}) 包住其一"},
    {"{} cannot be chosen beside {}; expected figures of one unit", "{0} 和 {1} 不能并选，单位应相同"},
    {"no unit (a ratio or a plain number)", "无单位（比例或纯数）"},
    {"none, or \"%\" for a ratio", "不写，或比例写 %"},
    {"an exponent has no unit; expected a plain number, not {}", "指数不能有单位，应为纯数，不是 {0}"},
    {"{} can only be raised to 1, 2, 3 or 4", "{0} 只能取 1、2、3、4 次方"},
    {"{} has no square root that is a unit", "{0} 开方后不是单位"},
    {"{} cannot be told in {}; expected a unit of the same kind", "{0} 换不成 {1}，应为同类单位"},

    // JSONPaths.
    {"\"{}\" is no JSONPath: {}", "“{0}”不是 JSONPath：{1}"},
    {"column {}: {}", "第 {0} 字：{1}"},
    {"expected a name or *; other signs stand in brackets: ['a b']", "应为名字或 *；别的字符写在方括号里，如 ['a b']"},
    {"functions are not known here", "这里不用函数"},
    {"expected a number, a name in quotes, *, a slice or ?", "应为数、带引号的名字、*、切片或 ?"},
    {"expected a step above 0", "步长应大于 0"},
    {"expected a whole number of at most 1000000000", "应为不超过 1000000000 的整数"},
    {"expected \\, ' or \" behind a backslash", "反斜杠后应为 \\、' 或 \""},
    {"expected the closing quote", "引号没有收尾"},
    {"the filter is nested too deeply", "筛选条件嵌套太深"},
    {"expected ==, !=, <, <=, > or >= behind a value", "值后应为 ==、!=、<、<=、> 或 >="},
    {"expected @, a text in quotes, a number, true, false or null", "应为 @、带引号的文字、数、true、false 或 null"},
    {"longer than {} bytes", "超过 {0} 字节"},
});

}  // namespace

std::span<const Phrase> phrases_of_formulas() {
  return rows;
}

}  // namespace guangmu::words
