using Fulgurite.Identity;

namespace Fulgurite.Credit;

/// <summary>A line of credit that is to be looked at for billing.</summary>
/// <param name="At">When.</param>
/// <param name="Line">Which.</param>
public readonly record struct DueLine(DateTimeOffset At, LineOfCreditId Line);
