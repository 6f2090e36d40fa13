namespace Fulgurite.Billing;

/// <summary>Why nothing was collected.</summary>
public enum CoverRefusal
{
    /// <summary>The line's book does not hold what is due.</summary>
    NotCovered,
}
