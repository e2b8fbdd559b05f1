namespace Baotuan.Oversight.Log;

/// <summary>Chinese words for kinds, actions and fields of the log. What has no word yet is shown as it stands in the table.</summary>
internal static class LogWords
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> Kinds =
        [("change", "更改"), ("view", "查看"), ("access", "登录与授权"), ("denied", "被拒绝")];

    /// <summary>Fields of a member that are sealed, as the subject of a look names them.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> Fields =
        [("bank_account", "银行账号"), ("citizen_id", "身份证号"), ("phone", "电话")];

    private static readonly Dictionary<string, string> Actions = new()
    {
        ["import"] = "导入", ["import.undo"] = "撤销导入",
        ["distribution.post"] = "分红入账", ["distribution.reverse"] = "冲销分红",
        ["payment.post"] = "登记付款", ["payment.result"] = "登记付款结果", ["payment.reverse"] = "冲销付款",
        ["cascade.post"] = "收益分配入账", ["cascade.reverse"] = "冲销收益分配", ["member_dividends.post"] = "批量分配到户",
        ["bank_batch.issue"] = "制作代发批次", ["bank_batch.write"] = "导出代发文件", ["bank_batch.result"] = "登记代发结果",
        ["bank_batch.release"] = "放行代发文件",
        ["ledger.account"] = "增设科目", ["ledger.close"] = "结账", ["ledger.reopen"] = "取消结账",
        ["voucher.post"] = "记凭证", ["voucher.reverse"] = "冲销凭证",
        ["member.reveal"] = "查看完整号码", ["share.inherit"] = "登记继承", ["share.inherit.reverse"] = "撤销继承登记", ["member.view"] = "查看成员登记", ["member.export"] = "导出成员名册", ["payout.view"] = "查看分红到户明细",
        ["log.export"] = "导出操作日志",
        ["finding.raise"] = "提出发现问题", ["finding.answer"] = "答复发现问题", ["finding.verify"] = "核实整改", ["finding.send_back"] = "退回重新整改",
        ["finding.extend"] = "延长整改期限", ["finding.escalate"] = "提级督办", ["finding.close"] = "撤销发现问题",
        ["alert.close"] = "说明并关闭预警", ["interest.declare"] = "登记利害关系", ["interest.kin"] = "登记近亲属", ["interest.end"] = "登记利害关系结束", ["alert_rule.change"] = "修改预警规则", ["watch.change"] = "设置指标预警", ["retention.change"] = "修改日志保存期限",
        ["member.list"] = "查看成员名册", ["member.search"] = "按号码查成员", ["member.find"] = "查找成员", ["payout.export"] = "导出分红到户明细",
        ["journal.export"] = "导出序时账", ["sheet.export"] = "按导入格式导出数据", ["import.act"] = "导入的业务", ["import.change"] = "导入的更改",
        ["proposal.freeze"] = "编制方案", ["proposal.publish"] = "登记公示", ["proposal.stop"] = "中止公示", ["proposal.object"] = "提出异议", ["proposal.answer"] = "答复异议",
        ["proposal.step"] = "登记步骤", ["proposal.assembly"] = "登记大会", ["proposal.approve"] = "审批同意", ["proposal.reject"] = "审批退回",
        ["proposal.withdraw"] = "撤回方案", ["proposal.execute"] = "按方案执行",
        ["sign-in"] = "登录", ["sign-out"] = "退出", ["sign-in.failed"] = "登录失败", ["sign-in.unknown"] = "登录失败（没有账号）", ["sign-in.refused"] = "登录被拒绝", ["sign-in.too-often"] = "登录尝试太频繁",
        ["second-factor.demand"] = "要求管理员两步验证", ["second-factor.waive"] = "不要求管理员两步验证",
        ["account.locked"] = "账号暂停", ["session.end"] = "退出登录", ["invitation.use"] = "用邀请码设口令", ["password.change"] = "改口令",
        ["two-factor.on"] = "打开两步验证", ["two-factor.off"] = "关闭两步验证", ["two-factor.clear"] = "取消他人的两步验证", ["two-factor.key"] = "换两步验证密钥", ["recovery-codes.change"] = "恢复码变动",
        ["passkey.add"] = "登记通行密钥", ["passkey.remove"] = "删除通行密钥", ["token.make"] = "做接口令牌", ["token.revoke"] = "撤销接口令牌",
        ["user.create"] = "开户", ["user.change"] = "改账号资料", ["user.invite"] = "发邀请码", ["user.disable"] = "停用账号", ["user.enable"] = "恢复账号",
        ["role.give"] = "授予角色", ["role.take"] = "收回角色", ["scope.give"] = "授予范围", ["scope.take"] = "收回范围", ["relatives.declare"] = "申报近亲属",
        ["case.receive"] = "受理办件", ["case.decline"] = "不予受理", ["case.assign"] = "交办", ["case.recall"] = "收回交办", ["case.accept"] = "签收办件", ["case.refuse"] = "退回办件",
        ["case.transfer"] = "转办", ["case.invite"] = "请求协办", ["case.join"] = "同意协办", ["case.stay_out"] = "不参加协办", ["case.recuse"] = "回避", ["case.not_same"] = "核实不是同一人", ["case.withdraw"] = "撤回办件",
        ["case.consent"] = "登记同意调解", ["case.object"] = "登记拒绝调解", ["case.appoint"] = "确定调解员", ["case.release"] = "更换调解员", ["case.session"] = "登记调解", ["case.agree_open"] = "登记同意公开调解", ["case.announce"] = "公告公开调解", ["case.close_again"] = "改为不公开调解", ["case.pause"] = "中止办件",
        ["case.resume"] = "恢复办件", ["case.ask_extension"] = "登记要求延期", ["case.extend"] = "延长期限", ["case.agree"] = "登记调解协议", ["case.terminate"] = "终止调解",
        ["case.apply_confirmation"] = "登记申请司法确认", ["case.follow_up"] = "登记回访", ["case.perform"] = "登记履行完毕", ["case.breach"] = "登记没有履行", ["case.answer"] = "答复办件",
        ["case.carry"] = "带回答复", ["case.confirm"] = "确认办件结果", ["case.reopen"] = "要求再办", ["case.open"] = "说明理由查看办件内容", ["case.view"] = "查看办件内容", ["case.export"] = "导出办件清单",
        ["case.file.add"] = "加办件材料", ["case.file.open"] = "查看办件材料", ["case.file.remove"] = "撤下办件材料", ["case.meeting"] = "登记联席会议",
        ["release.give"] = "成批交给单位三问结果", ["review.question"] = "写三问的问题", ["review.open"] = "开三问", ["review.draw"] = "抽查办件", ["review.contacts"] = "查看答题码和联系方式", ["review.answer"] = "收三问答案", ["review.view"] = "查看三问答案",
        ["review.clear"] = "三问文字可以交给单位", ["review.keep_back"] = "三问文字不交给单位", ["review.finding"] = "三问提出发现问题", ["review.finish"] = "办结三问", ["review.withdraw"] = "撤销三问",
        ["webhook.make"] = "新建推送", ["webhook.approve"] = "同意推送", ["webhook.pause"] = "暂停推送", ["webhook.resume"] = "恢复推送", ["webhook.remove"] = "删除推送", ["webhook.secret"] = "换推送密钥",
        ["webhook.test"] = "试发推送", ["webhook.redeliver"] = "重发推送",
        ["briefing.draft"] = "保存简报稿", ["briefing.publish"] = "发布简报", ["briefing.withdraw"] = "撤回简报", ["indicator.export"] = "导出指标明细",
        ["data.save"] = "填报", ["data.complete"] = "报全填报", ["data.approve"] = "审核填报", ["data.unapprove"] = "退回填报审核", ["data.accept"] = "接收填报", ["data.unaccept"] = "退回接收的填报",
        ["industry.firms"] = "查看产业链企业", ["industry.firms.export"] = "导出产业链企业", ["industry.firm"] = "查看企业产值", ["industry.firm.export"] = "导出企业产值",
        ["industry.bridge"] = "查看增长由哪些企业来", ["industry.bridge.export"] = "导出增长由哪些企业来", ["industry.release"] = "公布产值",
        ["disclosure.decide"] = "设定公开范围", ["disclosure.publish"] = "登记已公开", ["decision_path.record"] = "登记决策路径",
        ["notice.draft"] = "起草公告", ["notice.publish"] = "发布公告", ["notice.return"] = "退回公告", ["notice.take_down"] = "撤下公告",
        ["slip.object"] = "对分红单提出异议", ["slip.answer"] = "答复对分红单的异议",
        ["audit_pack.export"] = "导出审计包", ["proofs.erase"] = "删除成员的密钥", ["keys.rotate"] = "换主密钥", ["keys.retire"] = "停用旧主密钥", ["keys.reindex"] = "开始重做号码索引", ["keys.reindex.end"] = "重做号码索引完成",
        ["log.witness.add"] = "登记日志见证方", ["log.witness.remove"] = "取消日志见证方", ["log.witness.quorum"] = "设定见证方人数", ["witness.add"] = "开始见证别人的日志", ["witness.remove"] = "停止见证别人的日志",
        ["roles.bring"] = "装入出厂角色", ["denied"] = "越权被拒绝",
    };

    /// <summary>Actions that have a word, for the choice in the search.</summary>
    public static IEnumerable<(string Code, string Chinese)> KnownActions => Actions.Select(a => (a.Key, a.Value));

    public static string Kind(string code) => Kinds.FirstOrDefault(k => k.Code == code).Chinese ?? code;

    public static string Action(string code) => Actions.GetValueOrDefault(code, code);

    /// <summary>The word for a field; null when it is none.</summary>
    public static string? Field(string code) => Fields.FirstOrDefault(f => f.Code == code).Chinese;
}
