namespace Fulgurite.Simulation.Mutations;

/// <summary>What came of living seeds with a mutation.</summary>
/// <param name="Seeds">Seeds until it was noticed; null when it was not.</param>
/// <param name="Seed">The seed that did, where one is known.</param>
/// <param name="Finding">What was found.</param>
internal sealed record MutationOutcome(int? Seeds, ulong? Seed, string Finding);
