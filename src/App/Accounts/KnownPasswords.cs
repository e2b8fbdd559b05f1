using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Identity;

namespace Baotuan.App.Accounts;

/// <summary>Refuses a password that is among the first that anybody would try (a list of 30,000, patterns, the login itself).</summary>
internal sealed class KnownPasswords : IPasswordValidator<User>
{
    // zxcvbn's scale: below a million guesses
    private const int TooFewGuesses = 2;

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        // very long ones cost time and are not on any list
        var known = password is { Length: > 0 and <= 64 } && Zxcvbn.Zxcvbn.MatchPassword(password, [user.Login, user.Name, "baotuan", "抱团"]).Score < TooFewGuesses;
        return Task.FromResult(known
            ? IdentityResult.Failed(new IdentityError { Code = "password_is_known", Description = "这个口令太常见，容易被猜到。请换一个，例如几个不相干的词连在一起。" })
            : IdentityResult.Success);
    }
}
