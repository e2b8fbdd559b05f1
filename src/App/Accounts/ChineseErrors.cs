using Microsoft.AspNetCore.Identity;

namespace Baotuan.App.Accounts;

/// <summary>What Identity refuses, in words that say what to do.</summary>
internal sealed class ChineseErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Error("password_too_short", $"口令至少 {length} 个字，建议 15 个以上。");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Error("password_too_uniform", $"口令至少要有 {uniqueChars} 个不同的字。");

    public override IdentityError DuplicateUserName(string userName) => Error("login_taken", $"账号 {userName} 已有人用，请换一个。");

    public override IdentityError InvalidUserName(string? userName) => Error("login_not_allowed", "账号只能用英文字母、数字、点、横线和下划线。");

    public override IdentityError PasswordMismatch() => Error("password_mismatch", "现在的口令不对。");

    public override IdentityError InvalidToken() => Error("code_wrong", "验证码不对或已过期。");

    public override IdentityError ConcurrencyFailure() => Error("user_changed_meanwhile", "这个账号刚被别处改过，请刷新后再试。");

    public override IdentityError DefaultError() => Error("account_not_changed", "没有保存。请刷新后再试。");

    private static IdentityError Error(string code, string text) => new() { Code = code, Description = text };
}
