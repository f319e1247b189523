"""The pages of the ThinkPHP family that are no articles: directory, services, association, forms. HTML, no logic."""

from __future__ import annotations

ABOUT = """<div class="about">
<h2>协会简介</h2>
<p>\u3000\u3000本协会由各地开发区自愿组成，是不以营利为目的的社会团体，秘书处设在临江。</p>
<p>\u3000\u3000日常工作有三项：一是汇集会员的经验，二是组织培训与对接，三是编辑会刊和本网站。</p>
<p>\u3000\u3000凡承认章程、愿意缴纳会费的开发区及相关单位，均可提出入会申请，经常务理事会讨论同意后成为会员。</p>
</div>
"""

JOURNAL = """<div class="about">
<h2>会刊</h2>
<p>\u3000\u3000会刊为双月刊，面向会员单位赠阅，设有卷首、专题、案例、数据、海外等栏目。</p>
</div>
"""

SERVICE = """<div class="about">
<h2>协会服务</h2>
<ul><li>规划咨询</li><li>干部培训</li><li>项目推介</li><li>统计评价</li><li>展会组织</li></ul>
<p>\u3000\u3000需要以上服务的单位，请在留言页写明联系人和事由，工作人员会在三个工作日内回电。</p>
</div>
"""

CONTRIBUTE = """<form class="post" action="/index.php/Contribute/add.html" method="post">
<p>标题：<input type="text" name="title"></p>
<p>来源：<input type="text" name="source"></p>
<p>作者：<input type="text" name="author"></p>
<p>正文：<textarea name="content" rows="12"></textarea></p>
<p><input type="submit" value="提交稿件"></p>
</form>
"""

MESSAGE = """<form class="post" action="/index.php/Message/add.html" method="post">
<p>姓名：<input type="text" name="name"></p>
<p>电话：<input type="text" name="phone"></p>
<p>留言：<textarea name="content" rows="6"></textarea></p>
<p><input type="submit" value="提交留言"></p>
</form>
"""

DIRECTORY = """<div class="zones">
<h2>开发区名录</h2>
<div class="filter">地区：<a href="javascript:;" data-id="0">全部</a><a href="javascript:;" data-id="1">东部</a>\
<a href="javascript:;" data-id="2">中部</a><a href="javascript:;" data-id="3">西部</a></div>
<table class="zone-table"><thead><tr><th>名称</th><th>级别</th><th>主导产业</th></tr></thead>
<tbody id="zones"></tbody></table>
<script type="text/javascript">
function load(page) {
    var form = {kfq_p: page, kfq_diqu: 0, kfq_shengfen: 0, kfq_lv: 0, kfq_type: 0};
    $.post('/index.php/Develop/kfq_ajax_data.html', form, function (answer) {
        $('#zones').html($.map(answer.data, function (zone) {
            var cells = [zone.kfq_name, zone.kfq_lv, zone.kfq_chanye];
            return '<tr><td>' + cells.join('</td><td>') + '</td></tr>';
        }).join(''));
    }, 'json');
}
load(1);
</script>
</div>
"""

ROBOTS = """User-agent: *
Disallow: /index.php/Admin/
"""

NOT_FOUND = """<html>
<head><title>404 Not Found</title></head>
<body>
<center><h1>404 Not Found</h1></center>
<hr><center>nginx</center>
</body>
</html>
"""

FORBIDDEN = """<html>
<head><title>403 Forbidden</title></head>
<body>
<center><h1>403 Forbidden</h1></center>
<hr><center>CW</center>
</body>
</html>
"""
