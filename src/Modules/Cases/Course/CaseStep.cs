namespace Baotuan.Cases.Course;

/// <summary>What happened to a case, as its course reads it.</summary>
/// <param name="On">When it was so; the record may be later.</param>
/// <param name="UserId">Who wrote it down.</param>
/// <param name="OrganizationId">The unit that the act names.</param>
/// <param name="ActingId">The unit for which it was done; 0 where for none.</param>
internal sealed record CaseStep(
    string Act, DateOnly On, long UserId, long ActingId, long? OrganizationId = null, long? PersonId = null, int? PartyNo = null, DateOnly? DueOn = null);
