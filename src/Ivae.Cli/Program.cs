Console.Error.WriteLine("ivae: under construction");
return 1;
