using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using System.Security.Cryptography;

namespace Baotuan.App.Accounts;

/// <summary>Identity's people, with recovery codes that nobody can guess from their fingerprints: 28 letters of 32 are 140 bits.</summary>
internal sealed class People(
    IUserStore<User> store, IOptions<IdentityOptions> options, IPasswordHasher<User> hasher, IEnumerable<IUserValidator<User>> userValidators,
    IEnumerable<IPasswordValidator<User>> passwordValidators, ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services,
    ILogger<UserManager<User>> logger) : UserManager<User>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, logger)
{
    // no 0 and 1, o and l
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    protected override string CreateTwoFactorRecoveryCode() => string.Join('-', Enumerable.Range(0, 7).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
}
